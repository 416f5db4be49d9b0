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

  it('says as whom each list takes the asker', () => {
    const sees = (believed: string, url: string, from: string, headers: Record<string, string> = {}) =>
      verdict(nginxTwice(plain, believed), url, from, 'edge', headers).guards.map((guard) => guard.sees);
    expect(sees(trusting, `${loopback}/private`, 'host')).toEqual(['gateway']);
    expect(sees(trusting, `${address}/private`, 'internet')).toEqual(['visitor']);
    // Without trust it is the first proxy, which is not the asker.
    expect(sees('', `${address}/private`, 'internet')).toEqual(['unknown']);
    expect(sees(recursive, `${loopback}/loop`, 'host', { 'x-forwarded-for': '127.0.0.1' })).toEqual([
      'unknown',
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

  it.each([
    ['http://127.0.0.1:8080/loop', 'host', 'loopback'],
    ['http://192.168.50.2:8080/own', 'host', 'machine'],
    ['http://192.168.50.2:8080/loop', 'internet', 'visitor'],
  ])('takes who asks %s from %s for %s', (url, from, expected) => {
    expect(verdict(ways, url, from).guards.map(({ sees }) => sees)).toEqual([expected]);
  });
});

describe('Caddy before Caddy', () => {
  const caddyTwice = (believed: string, edge = '') =>
    waysIn(
      `services:
  edge: { image: "caddy:2.11", ports: ["8080:80"], networks: [front], volumes: ["./edge:/etc/caddy/Caddyfile"] }
  inner: { image: "caddy:2.11", networks: [front], volumes: ["./inner:/etc/caddy/Caddyfile"] }
  app: { image: example/app, expose: ["8000"], networks: [front] }
  near: { image: example/near, networks: [front] }
networks: { front: ${plain} }
`,
      {
        edge: `:80 {
	reverse_proxy inner:8000 {
		${edge}
	}
}
`,
        inner: `{
	servers {
		${believed}
	}
}
:8000 {
	@far {
		path /private*
		not client_ip 10.0.0.0/8
	}
	respond @far 403
	@away {
		path /loop*
		not client_ip 203.0.113.9
	}
	respond @away 403
	@others {
		path /direct*
		not remote_ip 10.77.1.0/24
	}
	respond @others 403
	reverse_proxy app:8000
}
`,
      },
    );

  const trusting = 'trusted_proxies static 10.0.0.0/8';

  it.each([
    ['', '/private', 'internet', '', '', 'serves by app'],
    [trusting, '/private', 'internet', '', '', 'forbidden'],
    [trusting, '/private', 'host', '', '', 'serves by app'],
    // The address that connects stays that of the first one.
    [trusting, '/direct', 'internet', '', '', 'serves by app'],
    // The first one trusts nobody and replaces what visitors send, unless it is told otherwise.
    [trusting, '/loop', 'host', '203.0.113.9', '', 'forbidden'],
    [
      trusting,
      '/loop',
      'host',
      '203.0.113.9',
      'header_up X-Forwarded-For {header.X-Forwarded-For}',
      'serves by app',
    ],
    [trusting, '/loop', 'internet', '203.0.113.9', 'header_up -X-Forwarded-For', 'forbidden'],
    [trusting, '/private', 'internet', '', 'header_up X-Forwarded-For 10.9.9.9', 'serves by app'],
    ['trusted_proxies cloudflare', '/', 'internet', '', '', 'unknown'],
  ])('%s %s from %s with %s and %s: %s', (believed, path, from, forged, edge, expected) => {
    const ways = caddyTwice(believed, edge);
    const headers: Record<string, string> = forged === '' ? {} : { 'x-forwarded-for': forged };
    expect(
      answerText(verdict(ways, (from === 'host' ? loopback : address) + path, from, 'edge', headers)),
    ).toBe(expected);
  });

  it('takes the first entry of a list, or with strictness the last one that is not trusted', () => {
    const list = { 'x-forwarded-for': '203.0.113.9, 198.51.100.1, 10.3.3.3' };
    const asked = (believed: string) =>
      answerText(verdict(caddyTwice(believed), 'http://inner:8000/loop', 'near', 'inner', list));
    expect(asked(trusting)).toBe('serves by app');
    expect(asked(`${trusting}\n\t\ttrusted_proxies_strict`)).toBe('forbidden');
    expect(asked(`${trusting}\n\t\tclient_ip_headers X-Real-IP`)).toBe('forbidden');
  });
});

describe('HAProxy before HAProxy', () => {
  const haproxyTwice = (believed: string, edge = '') =>
    waysIn(
      `services:
  edge: { image: "haproxy:3.0", ports: ["8080:80"], networks: [front], volumes: ["./edge.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }
  inner: { image: "haproxy:3.0", networks: [front], volumes: ["./inner.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }
  app: { image: example/app, expose: ["8000"], networks: [front] }
networks: { front: ${plain} }
`,
      {
        'edge.cfg': `defaults
    mode http
frontend web
    bind :80
    ${edge}
    default_backend inner
backend inner
    option forwardfor
    server inner inner:8000
`,
        'inner.cfg': `defaults
    mode http
frontend web
    bind :8000
    acl near src 10.77.1.0/24
    ${believed}
    http-request deny if { path_beg /private } !{ src 10.0.0.0/8 }
    http-request deny if { path_beg /loop } !{ src 127.0.0.1 }
    default_backend app
backend app
    server app app:8000
`,
      },
    );

  it.each([
    ['', '', '/private', 'internet', '', 'serves by app'],
    ['http-request set-src hdr(x-forwarded-for) if near', '', '/private', 'internet', '', 'forbidden'],
    ['http-request set-src hdr(x-forwarded-for) if near', '', '/private', 'host', '', 'serves by app'],
    // The last value counts, which the first one added.
    ['http-request set-src hdr(x-forwarded-for)', '', '/loop', 'host', '127.0.0.1', 'forbidden'],
    ['http-request set-src req.hdr_ip(x-forwarded-for,1)', '', '/loop', 'host', '127.0.0.1', 'serves by app'],
    ['http-request set-src hdr(x-other)', '', '/private', 'internet', '', 'serves by app'],
    [
      'http-request set-src hdr(x-forwarded-for,1)',
      'http-request del-header X-Forwarded-For',
      '/loop',
      'host',
      '127.0.0.1',
      'forbidden',
    ],
    [
      'http-request set-src hdr(x-real-ip)',
      'http-request set-header X-Real-IP %[src]',
      '/private',
      'internet',
      '',
      'forbidden',
    ],
    ['http-request set-src src,ipmask(24)', '', '/private', 'internet', '', 'unknown'],
    // A16: without a condition any visitor of that proxy names an address.
    ['', 'http-request set-src hdr(x-forwarded-for)', '/private', 'internet', '10.1.2.3', 'serves by app'],
  ])('%s and %s, %s from %s with %s: %s', (believed, edge, path, from, forged, expected) => {
    const ways = haproxyTwice(believed, edge);
    const headers: Record<string, string> = forged === '' ? {} : { 'x-forwarded-for': forged };
    expect(
      answerText(verdict(ways, (from === 'host' ? loopback : address) + path, from, 'edge', headers)),
    ).toBe(expected);
  });
});
