import { expect, it } from 'vitest';
import { says, waysIn } from '../testing/ask-in.ts';
import { allWays } from '../ways/all-ways.ts';
import { nameRows } from '../ways/name-rows.ts';

const joined = (more: string, guest = 'qmcgaw/gluetun:v3') =>
  waysIn(`services:
  owner: { image: "${guest}", ports: ["8080:8080"] }
  client: { image: example/client, network_mode: "service:owner" }
${more}`);

it('a port that a VPN publishes is answered by who joined it', () => {
  expect(says(joined(''), 'http://192.0.2.2:8080/', 'lan')).toBe('serves by client');
  const named = '  other: { image: example/other, network_mode: "service:owner", expose: ["8080"] }\n';
  expect(says(joined(named), 'http://192.0.2.2:8080/', 'lan')).toBe('serves by other');
  const alike = '  other: { image: example/other, network_mode: "service:owner" }\n';
  expect(says(joined(alike), 'http://192.0.2.2:8080/', 'lan')).toBe('unknown');
  // A service that is not a VPN listens on the ports that it publishes.
  expect(says(joined('', 'example/app'), 'http://192.0.2.2:8080/', 'lan')).toBe('serves by owner');
});

it('a tunnel that may lead anywhere is one row, whatever shares a network with it', () => {
  const services = Array.from({ length: 20 }, (_, at) => `  s${at}: { image: example/s }\n`).join('');
  const ways = waysIn(
    `services:\n  wg: { image: linuxserver/wireguard, ports: ["51820:51820/udp"] }\n${services}`,
  );
  const rows = nameRows(ways, allWays(ways));
  expect(rows.map(({ host, service, answer }) => [host, service, answer])).toEqual([['*', null, 'unknown']]);
  expect(rows[0]?.because).toMatch(/^It may lead to s0, s1.* and \d+ more\. /);
});

it('a network that is made elsewhere is taken for a bridge, and said to be', () => {
  const yaml = (external: string) => `services:
  proxy:
    image: traefik:v3
    command: [--providers.docker, --providers.docker.exposedbydefault=false, --entrypoints.web.address=:80]
    ports: ["80:80"]
    networks: [proxy]
  app:
    image: example/app
    networks: [proxy]
    labels: ["traefik.enable=true", "traefik.http.routers.a.rule=Host(\`a.example.org\`)", "traefik.http.services.a.loadbalancer.server.port=80"]
networks: { proxy: ${external} }
`;
  const [own, foreign] = [waysIn(yaml('{}')), waysIn(yaml('{ external: true }'))];
  const rows = (ways: typeof own) =>
    nameRows(ways, allWays(ways)).map(({ host, service, answer }) => [host, service, answer]);
  expect(rows(foreign)).toEqual(rows(own));
  expect(rows(foreign)).toEqual([['a.example.org', 'app', 'open']]);
  expect(says(foreign, 'http://a.example.org/')).toBe(says(own, 'http://a.example.org/'));
  expect([own.context.assumed, foreign.context.assumed]).toEqual([[], ['proxy']]);
});
