// A request through two proxies: as whom the second one sees the visitor, and whom a forged header makes of them (A16 to A18).

import { describe, expect, it } from 'vitest';
import { answerText } from '../../export/ways-in/ask-report.ts';
import { verdict, waysIn } from '../testing/ask-in.ts';

const plain = '{ ipam: { config: [{ subnet: 10.77.1.0/24 }] } }';
const both = '{ enable_ipv6: true, ipam: { config: [{ subnet: 10.77.1.0/24 }, { subnet: "fd77:1::/64" }] } }';

const lists = `location /private { allow 10.0.0.0/8; deny all; proxy_pass http://app:8000; }
  location /loop { allow 127.0.0.1; deny all; proxy_pass http://app:8000; }
  location / { proxy_pass http://app:8000; }`;

/** The names of two proxies, `edge` before `inner`, with what the second one believes. */
const nginxTwice = (network: string, believed: string, edge = 'proxy_pass http://inner:8000;') =>
  waysIn(
    `services:
  edge: { image: nginx, ports: ["8080:80"], networks: [front], volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"] }
  inner: { image: nginx, networks: [front], volumes: ["./inner.conf:/etc/nginx/conf.d/default.conf"] }
  app: { image: example/app, expose: ["8000"], networks: [front] }
  near: { image: example/near, networks: [front] }
networks: { front: ${network} }
`,
    {
      'edge.conf': `server { listen 80; listen [::]:80; location / { proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; ${edge} } }`,
      'inner.conf': `server { listen 8000; listen [::]:8000; real_ip_header X-Forwarded-For; ${believed}
  ${lists} }`,
    },
  );

const trusting = 'set_real_ip_from 10.77.1.0/24;';
const recursive = `${trusting} real_ip_recursive on;`;
const address = 'http://192.0.2.2:8080';
const loopback = 'http://127.0.0.1:8080';

describe('nginx before nginx', () => {
  it.each([
    // Without trust the second one sees the first.
    [plain, '', '/private', 'internet', '', 'serves by app'],
    [plain, '', '/loop', 'internet', '127.0.0.1', 'forbidden'],
    // The last value counts: nobody forges behind the first one.
    [plain, trusting, '/private', 'internet', '', 'forbidden'],
    [plain, trusting, '/private', 'internet', '10.1.2.3', 'forbidden'],
    [plain, trusting, '/private', 'host', '', 'serves by app'],
    [plain, trusting, '/loop', 'host', '127.0.0.1', 'forbidden'],
    // Trusted ones are passed over: whom the first one sees as the gateway may say who they are.
    [plain, recursive, '/loop', 'host', '127.0.0.1', 'serves by app'],
    [plain, recursive, '/loop', 'internet', '127.0.0.1', 'forbidden'],
    // The first one asks over IPv4 and IPv6 by turns, and only IPv4 is trusted (A18).
    [both, trusting, '/loop', 'host', '', 'forbidden'],
    [both, recursive, '/loop', 'host', '127.0.0.1', 'varies: serves by app, forbidden'],
  ])('%s %s %s from %s with %s: %s', (network, believed, path, from, forged, expected) => {
    const ways = nginxTwice(network, believed);
    const headers: Record<string, string> = forged === '' ? {} : { 'x-forwarded-for': forged };
    expect(
      answerText(verdict(ways, (from === 'host' ? loopback : address) + path, from, 'edge', headers)),
    ).toBe(expected);
  });

  it('has the guards and steps of both on the way', () => {
    const { guards, way } = verdict(nginxTwice(plain, trusting), `${loopback}/private`, 'host');
    expect(guards.map(({ how, by }) => [how, by])).toEqual([['allow-list', '10.0.0.0/8']]);
    expect(way.filter(({ kind }) => kind === 'target').map(({ text }) => text)).toEqual([
      'inner:8000',
      'app:8000',
    ]);
  });

  it('sends on the path that the target states, and the host that is set', () => {
    const to = (edge: string) => nginxTwice(plain, '', edge);
    const slash = to('proxy_pass http://inner:8000/loop/;');
    expect(answerText(verdict(slash, `${address}/x`, 'internet'))).toBe('forbidden');
    const unknown = to('proxy_set_header Host $unknown_to_us; proxy_pass http://inner:8000;');
    expect(verdict(unknown, `${address}/`, 'internet').because).toBe(
      'Which host edge asks inner for is unknown.',
    );
  });

  it('gives up where proxies ask each other in a circle', () => {
    const circle = waysIn(
      `services:
  edge: { image: nginx, ports: ["8080:80"], volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"] }
  inner: { image: nginx, volumes: ["./inner.conf:/etc/nginx/conf.d/default.conf"] }
`,
      {
        'edge.conf': 'server { listen 80; location / { proxy_pass http://inner:80; } }',
        'inner.conf': 'server { listen 80; location / { proxy_pass http://edge:80; } }',
      },
    );
    expect(verdict(circle, `${address}/`).because).toBe(
      'The request passes more than 8 proxies, which are not followed.',
    );
  });
});

describe('a proxy on the network of the host', () => {
  const ways = waysIn(
    `services:
  edge: { image: nginx, network_mode: host, volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"] }
  app: { image: example/app, ports: ["127.0.0.1:8999:8000"] }
`,
    {
      'edge.conf': `server { listen 8080; listen [::]:8080;
  location /loop { allow 127.0.0.1; allow ::1; deny all; proxy_pass http://127.0.0.1:8999; }
  location /own { allow 192.168.50.2; deny all; proxy_pass http://127.0.0.1:8999; }
  location /none { proxy_pass http://127.0.0.1:9000; }
  location / { proxy_pass http://localhost:8999; } }`,
    },
  );

  it.each([
    ['http://192.168.50.2:8080/', 'internet', 'serves by app'],
    ['http://192.168.50.2:8080/loop', 'internet', 'forbidden'],
    ['http://127.0.0.1:8080/loop', 'host', 'serves by app'],
    ['http://[::1]:8080/loop', 'host', 'serves by app'],
    // A8: at its outside address the machine is that address.
    ['http://192.168.50.2:8080/loop', 'host', 'forbidden'],
    ['http://192.168.50.2:8080/own', 'host', 'serves by app'],
  ])('%s from %s: %s', (url, from, expected) => {
    expect(answerText(verdict(ways, url, from))).toBe(expected);
  });
});
