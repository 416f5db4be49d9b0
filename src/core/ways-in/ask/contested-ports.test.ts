// A host port that several services claim: it is unknown which of them answers, in `ask` and in the name list alike.

import { describe, expect, it } from 'vitest';
import { says, verdict, waysIn } from '../testing/ask-in.ts';
import { allWays } from '../ways/all-ways.ts';
import { nameRows } from '../ways/name-rows.ts';

const traefik = (ports: string, more = '') => `  traefik:
    image: traefik:v3.1
    command: [--providers.docker, --api.dashboard=true, --providers.docker.exposedbydefault=false, --entrypoints.websecure.address=:443]
    ${ports}
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
    labels:
      traefik.enable: "true"
      traefik.http.routers.dash.rule: Host(\`traefik.example.com\`)
      traefik.http.routers.dash.tls: "true"
      traefik.http.routers.dash.service: api@internal
${more}`;
const lanOnly = `      traefik.http.routers.dash.middlewares: lan
      traefik.http.middlewares.lan.ipallowlist.sourcerange: 192.168.0.0/16
`;

function project(vpnPorts: string, more = '') {
  return waysIn(`services:
  openvpn-as:
    image: openvpn/openvpn-as
    ${vpnPorts}
${traefik('ports: ["443:443"]', more)}`);
}

function rows(ways: ReturnType<typeof waysIn>) {
  return nameRows(ways, allWays(ways)).map(({ host, service, guard, answer }) => [
    host,
    service,
    guard,
    answer,
  ]);
}

const url = 'https://traefik.example.com/dashboard/';

describe('a port that two services claim', () => {
  it.each([
    ['the same', 'ports: ["443:443"]', ''],
    ['the same, with a list before the router', 'ports: ["443:443"]', lanOnly],
    // An unknown protocol is no reason to assume that the other service runs.
    ['for another port inside', 'ports: ["443:9443"]', ''],
    ['for another port inside, with a list', 'ports: ["443:9443"]', lanOnly],
    ['for one address', 'ports: ["192.168.1.5:443:443"]', lanOnly],
    ['for loopback', 'ports: ["127.0.0.1:443:443"]', ''],
    ['in a range', 'ports: ["440-450:440-450"]', lanOnly],
  ])('%s: nobody is named who may not be the one', (_, ports, more) => {
    const ways = project(ports, more);
    for (const from of ['outside', 'lan']) {
      const { answer, by, because } = verdict(ways, url, from);
      expect([answer, by]).toEqual(['unknown', null]);
      expect(because).toBe(
        'openvpn-as and traefik publish port 443 of this machine: only one of them can run.',
      );
    }
    const [row] = rows(ways);
    expect(row?.[0]).toBe('traefik.example.com');
    expect(row?.[1]).not.toBe('openvpn-as');
    expect(row?.slice(2)).toEqual(['unknown', 'unknown']);
  });

  it.each([
    ['another port', 'ports: ["943:443"]'],
    ['a range beside it', 'ports: ["444-450:443-449"]'],
    ['another protocol', 'ports: ["443:443/udp"]'],
    ['a dead port', 'ports: ["443:443"]\n    network_mode: none'],
  ])('%s takes nothing from it', (_, ports) => {
    const ways = project(ports);
    expect(says(ways, url, 'outside')).toBe('serves by the proxy itself');
    expect(rows(ways)).toEqual([['traefik.example.com', 'traefik', 'none', 'open']]);
  });
});

it('a list that lets in the LAN is asked of its own proxy, and of nobody else on the network of the host', () => {
  const ways = waysIn(`services:
  agent:
    image: example/agent
    network_mode: host
    expose: ["443"]
${traefik('network_mode: host', lanOnly)}`);
  const services = rows(ways).map(([, service]) => service);
  expect(services).not.toContain('agent');
});

it('a range of ports leads each to its own inside', () => {
  const ways = waysIn(`services:
  app: { image: example/app, ports: ["8000-8005:9000-9005"] }
`);
  const { answer, by, way, because } = verdict(ways, 'http://192.0.2.2:8002/');
  expect(because).toBeNull();
  expect([answer, by]).toEqual(['serves', 'app']);
  expect(way.map(({ text }) => text)).toEqual(['0.0.0.0:8000-8005 → app:9002', 'app:9002']);
});
