import { describe, expect, it } from 'vitest';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOfFiles } from '../../fleet/fleet-of-files.ts';
import { recordFrom } from '../../fleet/testing/home-lab.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { drawnWays, gatedPicture } from './fleet-gates.ts';
import { fleetPicture } from './fleet-picture.ts';

const record = (address: string): string =>
  JSON.stringify(
    recordFrom({
      links: { [`eth0 ${address}/24`]: 'inet' },
      routes: [
        { dst: 'default', gateway: '192.168.1.1', dev: 'eth0' },
        { dst: '192.168.1.0/24', dev: 'eth0' },
      ],
    }),
  );

const files = (bind: string): Readonly<Record<string, string>> => ({
  'bulkhead.fleet.yaml': `version: 1
machines:
  edge: { stacks: edge, record: edge.json, addresses: { home: 192.168.1.10 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: 192.168.1.20 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 }, internet: { kind: internet } }
routers:
  gate:
    addresses: { home: 192.168.1.1, internet: 203.0.113.9 }
    nat: [home]
    forwards: ["443/tcp -> edge:443"]
`,
  'edge.json': record('192.168.1.10'),
  'nas.json': record('192.168.1.20'),
  'edge/proxy/compose.yaml': `services:
  caddy:
    image: caddy:2
    ports: ["443:443"]
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
`,
  'edge/proxy/Caddyfile': `photos.example.org {
  basic_auth { ann hash }
  reverse_proxy 192.168.1.20:2283
}
films.example.org {
  reverse_proxy 192.168.1.20:8096
}
`,
  'nas/photos/compose.yaml': `services:
  server: { image: "photos:1", ports: ["${bind}2283:2283"] }
  films: { image: "films:1", ports: ["8096:8096"] }
`,
});

const factsOf = (bind: string) => fleetFacts(fleetOfFiles(files(bind), optionsFor('29')));

describe('who gets in to a fleet', () => {
  it('draws each way from the Internet over its router and machines, and what leads past a login', () => {
    const { ways, bypasses } = drawnWays(factsOf(''));
    expect(ways.map(({ router, machines, tone }) => ({ router, machines, tone }))).toEqual(
      expect.arrayContaining([
        { router: 'gate', machines: ['edge', 'nas'], tone: 'round' },
        { router: 'gate', machines: ['edge', 'nas'], tone: 'open' },
      ]),
    );
    expect(bypasses).toEqual([{ machine: 'nas', network: 'home', services: ['nas/photos/server'] }]);
  });

  it('says on the band of the machine where a service runs, the weakest first', () => {
    const bands = gatedPicture(fleetPicture(factsOf(''))).bands;
    const gates = bands.find(({ stack }) => stack === 'nas')?.gates ?? [];
    expect(gates.map(({ service, tone }) => [service, tone])).toEqual([
      ['photos/server', 'round'],
      ['photos/films', 'open'],
    ]);
    expect(bands.find(({ stack }) => stack === 'edge')?.gates).toEqual([]);
  });

  it('draws no bypass where the port answers its own machine alone', () => {
    expect(drawnWays(factsOf('127.0.0.1:')).bypasses).toEqual([]);
  });
});
