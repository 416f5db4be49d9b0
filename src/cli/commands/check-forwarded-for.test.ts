// Whose X-Forwarded-For a proxy believes depends on the machine: over IPv6 everybody may arrive as the gateway of its network.

import { expect, it } from 'vitest';
import { call } from '../testing/call.ts';

const compose = (network: string) => `services:
  nginx:
    image: nginx:1.27
    ports: ["80:80"]
    networks: [edge]
    configs: [{ source: site, target: /etc/nginx/conf.d/app.conf }]
  app: { image: example/app, expose: ["8000"], networks: [edge] }
networks:
  edge: ${network}
configs:
  site:
    content: |
      set_real_ip_from 172.16.0.0/12;
      server {
        listen 80;
        location / { proxy_pass http://app:8000; }
      }
`;
const record = (...addresses: readonly string[]) =>
  JSON.stringify({
    version: 1,
    interface: 'eth0',
    addresses: [
      {
        ifname: 'eth0',
        addr_info: addresses.map((local) => ({
          family: local.includes(':') ? 'inet6' : 'inet',
          local,
          prefixlen: local.includes(':') ? 64 : 24,
          scope: 'global',
        })),
      },
    ],
  });
const subnet = '{ ipam: { config: [{ subnet: 172.30.1.0/24 }] } }';
const both = record('198.51.100.7', '2001:db8:1::7');

it.each([
  ['IPv6 on the machine, none on the network', both, subnet, 'CN142'],
  ['IPv6 on both', both, subnet.replace('{', '{ enable_ipv6: true,'), 'CN134'],
  ['IPv4 alone', record('198.51.100.7'), subnet, 'CN134'],
  ['a gateway outside of the range', both, subnet.replace('172.30', '10.30'), 'CN134'],
])('%s', async (_, machine, network, rule) => {
  const files = { '/shop/compose.yaml': compose(network), '/shop/machine.json': machine };
  const { out } = await call(['check', '--machine', 'machine.json', '--format', 'json'], { files });
  const found: unknown = JSON.parse(out);
  expect(found).toMatchObject({ findings: expect.any(Array) });
  const { findings } = found as { readonly findings: readonly { readonly rule: string }[] };
  expect(findings.map((one) => one.rule).filter((id) => id === 'CN134' || id === 'CN142')).toEqual([rule]);
});
