import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../compose/bind-addresses.ts';
import type { ReachOptions } from '../../reach/reach-model.ts';
import { isPrivateRange } from '../network/addresses.ts';
import { says, waysIn } from '../testing/ask-in.ts';

const site = `server {
  listen 80;
  listen [::]:80;
  location /private { allow 10.0.0.0/8; allow 172.16.0.0/12; allow 192.168.0.0/16; deny all; proxy_pass http://app:8000; }
  location /lan { allow 192.168.50.0/24; deny all; proxy_pass http://app:8000; }
  location /docker { allow 10.77.1.0/24; deny all; proxy_pass http://app:8000; }
  location /six { allow 2001:db8:50::/64; deny all; proxy_pass http://app:8000; }
  location /unique { allow fc00::/7; deny all; proxy_pass http://app:8000; }
  location / { proxy_pass http://app:8000; }
}`;

const project = (network: string, ports = '"8080:80"', options: Partial<ReachOptions> = {}) =>
  waysIn(
    `services:
  proxy: { image: nginx, ports: [${ports}], networks: [front], volumes: ["./site.conf:/etc/nginx/conf.d/default.conf"] }
  app: { image: example/app, expose: ["8000"], networks: [front] }
  far: { image: example/far, networks: [other] }
networks: { front: ${network}, other: {} }
`,
    { 'site.conf': site },
    'shop',
    options,
  );

describe('as whom a visitor of a published port arrives', () => {
  const four = '{ ipam: { config: [{ subnet: 10.77.1.0/24 }] } }';
  const both =
    '{ enable_ipv6: true, ipam: { config: [{ subnet: 10.77.1.0/24 }, { subnet: "fd77:1::/64" }] } }';

  it.each([
    // A1: over IPv4 with their own address.
    [four, 'http://192.0.2.2:8080/private', 'internet', 'forbidden'],
    [four, 'http://192.0.2.2:8080/private', 'lan', 'serves by app'],
    // A2, A13: over IPv6 as the gateway of a network without IPv6, which a list of private ranges admits.
    [four, 'http://[2001:db8:50::2]:8080/private', 'internet', 'serves by app'],
    [four, 'http://[2001:db8:50::2]:8080/private', 'lan', 'serves by app'],
    [four, 'http://[2001:db8:50::2]:8080/unique', 'internet', 'forbidden'],
    // A3: with their own address when the network and the daemon have IPv6.
    [both, 'http://[2001:db8:50::2]:8080/private', 'internet', 'forbidden'],
    [both, 'http://[2001:db8:50::2]:8080/unique', 'internet', 'forbidden'],
    // A4: this machine at loopback arrives as the gateway.
    [four, 'http://127.0.0.1:8080/private', 'host', 'serves by app'],
    [four, 'http://[::1]:8080/private', 'host', 'serves by app'],
    // A4, A14: at its outside address it arrives with that address; over IPv6 as the gateway when the network has none.
    [four, 'http://192.168.50.2:8080/lan', 'host', 'serves by app'],
    [four, 'http://127.0.0.1:8080/lan', 'host', 'forbidden'],
    [four, 'http://203.0.113.7:8080/private', 'host', 'forbidden'],
    [four, 'http://[2001:db8:50::2]:8080/six', 'host', 'forbidden'],
    [four, 'http://[2001:db8:50::2]:8080/private', 'host', 'serves by app'],
    [both, 'http://[2001:db8:50::2]:8080/six', 'host', 'serves by app'],
    [both, 'http://[2001:db8:50::2]:8080/private', 'host', 'forbidden'],
    // A name may lead anywhere and counts as loopback.
    [four, 'http://app.example.org:8080/lan', 'host', 'forbidden'],
    // The machine's addresses on networks, which some Engines masquerade.
    [four, 'http://10.77.1.1:8080/private', 'host', 'serves by app'],
  ])('%s %s from %s', (network, url, from, answer) => {
    expect(says(project(network), url, from)).toBe(answer);
  });

  it.each([
    ['"8080:80"', 'http://192.168.50.2:8080', true, 'serves by app', 'forbidden'],
    ['"8080:80"', 'http://192.168.50.2:8080', false, 'forbidden', 'serves by app'],
    // A port bound to one address is requested there.
    ['"192.168.50.2:8080:80"', 'http://app.example.org:8080', true, 'serves by app', 'forbidden'],
    ['"192.168.50.2:8080:80"', 'http://app.example.org:8080', false, 'forbidden', 'serves by app'],
  ])('%s at %s from this machine, userland proxy: %s', (ports, at, userlandProxy, lan, gateway) => {
    const ways = project(four, ports, { userlandProxy });
    expect(says(ways, `${at}/lan`, 'host')).toBe(lan);
    expect(says(ways, `${at}/docker`, 'host')).toBe(gateway);
  });

  it('nobody where the port answers over IPv4 alone', () => {
    const ways = project(four, '"0.0.0.0:8080:80"');
    expect(says(ways, 'http://[2001:db8:50::2]:8080/', 'internet')).toContain('refused');
  });
});

it.each([
  ['fd00::/8', true],
  ['fc00::/7', true],
  ['10.0.0.0/8', true],
  ['192.168.1.4', true],
  ['2001:db8::/32', false],
  ['203.0.113.0/24', false],
])('%s is private: %s', (range, expected) => {
  expect(isPrivateRange(range)).toBe(expected);
  if (!range.includes('/')) expect(isPrivateAddress(range)).toBe(expected);
});
