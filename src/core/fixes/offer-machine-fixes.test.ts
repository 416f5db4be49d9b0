import { describe, expect, it } from 'vitest';
import { formatOperation } from '../compose/operations/operation-text.ts';
import { fixText } from '../findings/fix-text.ts';
import { fleetOfFiles } from '../fleet/fleet-of-files.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeFleet } from '../rules/all-rules.ts';
import { machineFindingsWithFixes } from './offer-machine-fixes.ts';

const record = '{ "version": 1, "engine": "26.1.5", "listeners": [] }';
const files = {
  'bulkhead.fleet.yaml': `version: 1
machines:
  edge: { stacks: edge, record: edge.json, addresses: { home: 192.168.1.11, mesh: 100.64.1.1 } }
  nas: { stacks: nas, record: nas.json, addresses: { home: 192.168.1.12, mesh: 100.64.1.2 } }
networks:
  home: { kind: lan, subnet: 192.168.1.0/24 }
  mesh: { kind: mesh, subnet: 100.64.1.0/24 }
routers:
  gate:
    addresses: { home: 192.168.1.1, internet: 203.0.113.77 }
    forwards: ["8443/tcp -> edge:9000"]
`,
  'edge.json': record,
  'nas.json': record,
  'edge/proxy/compose.yaml': `services:
  caddy: { image: "caddy:2", ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro"] }
  app: { image: "zammad:6", ports: ["9000:3000"], environment: { DB_HOST: 192.168.1.12, DB_PORT: "5432" } }
`,
  'edge/proxy/Caddyfile': 'photos.example.org {\n\treverse_proxy http://100.64.1.2:2283\n}\n',
  'nas/photos/compose.yaml': `services:
  server: { image: "immich:1", ports: ["2283:2283"] }
  db: { image: "postgres:16", ports: ["5432:5432"] }
  cache: { image: "redis:7", ports: ["6379:6379"] }
`,
};

const analysis = analyzeFleet(fleetOfFiles(files, optionsFor('26')));
const found = [...machineFindingsWithFixes(analysis)].flatMap(([machine, findings]) =>
  findings.map((finding) => ({ machine, ...finding })),
);

function fixesOf(rule: string, service: string): readonly string[] {
  const finding = found.find(({ rule: one, subjects: [first] }) => one === rule && first === service);
  return (finding?.fixes ?? []).map(
    (fix) => `${fixText(fix)}${fix.safe ? ' (safe)' : ''}: ${fix.operations.map(formatOperation).join(' ')}`,
  );
}

describe('fixes of a machine of a fleet', () => {
  it("keep a port where another machine's proxy asks for it, and say what the others stop", () => {
    expect(fixesOf('CN101', 'server').slice(0, 2)).toEqual([
      'Bind 2283 to 100.64.1.2, where edge/proxy/caddy asks: bind=server:2283:100.64.1.2',
      'Bind to 127.0.0.1 (edge/proxy/caddy no longer reaches nas/photos/server at 100.64.1.2:2283): bind=server:2283:127.0.0.1',
    ]);
  });

  it('know the host and the port that a service is told in two settings', () => {
    expect(fixesOf('CN102', 'db')).toEqual([
      'Bind 5432 to 192.168.1.12, where edge/proxy/app asks: bind=db:5432:192.168.1.12',
      'Bind to 127.0.0.1 (edge/proxy/app no longer reaches nas/photos/db at 192.168.1.12:5432): bind=db:5432:127.0.0.1',
    ]);
  });

  it('are as on a host where nobody asks', () => {
    expect(fixesOf('CN102', 'cache')).toEqual(['Bind to 127.0.0.1: bind=cache:6379:127.0.0.1']);
  });

  it('say which forward leads to nobody then', () => {
    const stops = found.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.stops ?? []));
    expect(stops).toContain('the forward of 8443/tcp on gate no longer reaches edge/proxy/app');
    expect(found.flatMap(({ fixes }) => fixes).some(({ safe, stops: lost }) => safe && lost)).toBe(false);
  });
});
