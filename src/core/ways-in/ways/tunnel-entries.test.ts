import { describe, expect, it } from 'vitest';
import { blastRadius } from '../../blast/blast-radius.ts';
import { explain } from '../../explain/explain.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { outsidePlace } from '../../reach/places.ts';
import { waysIn } from '../../reach/ways-in.ts';
import { analyze } from '../../rules/all-rules.ts';
import { openExample } from '../../rules/example-workspace.ts';
import { summaryOf } from '../../summary/summary.ts';
import { tunnelOf } from './program-of.ts';

const tunnelled = `services:
  tunnel: {image: "cloudflare/cloudflared:2025.1.0", command: tunnel run, networks: [edge]}
  app: {image: "example/app:1", networks: [edge, back]}
  sidecar: {image: "example/sidecar:1", network_mode: "service:tunnel"}
  db: {image: "postgres:16", networks: [back]}
networks: {edge: {}, back: {}}
`;

const analyzed = (text: string) => analyze(openExample(text), defaultReachOptions);

describe('tunnelOf', () => {
  const program = (keys: string): string | null => {
    const service = openExample(`services: {a: {${keys}}}`).topology.services.get('a');
    return service ? (tunnelOf(service)?.program ?? null) : null;
  };

  it.each([
    ['image: "cloudflare/cloudflared:latest", command: tunnel run', 'cloudflared'],
    ['image: "ghcr.io/tailscale/tailscale@sha256:0"', 'tailscale'],
    ['image: "fosrl/newt"', 'newt'],
    ['image: "ngrok/ngrok:3"', 'ngrok'],
    ['image: "snowdreamtech/frpc:0.61"', 'frp'],
    ['image: "ghcr.io/playit-cloud/playit-agent:0.15"', 'playit'],
    ['image: "openziti/zrok:latest"', 'zrok'],
    ['image: "fatedier/frp:v1", command: ["/usr/bin/frpc", "-c", "/etc/frpc.toml"]', 'frp'],
    ['image: "alpine", command: "cloudflared tunnel --no-autoupdate run"', 'cloudflared'],
    ['build: ., command: "sh -c \'tailscaled & tailscale up\'"', 'tailscale'],
    ['image: "alpine", entrypoint: ["ssh", "-N", "-R", "80:web:80", "tunnel.example"]', 'ssh -R'],
    ['image: "alpine", command: "chisel client example:443 R:80:web:80"', 'chisel'],
  ])('%s', (keys, expected) => {
    expect(program(keys)).toBe(expected);
  });

  it.each([
    'image: "snowdreamtech/frps:0.61"',
    'image: "qmcgaw/gluetun:v3"',
    'image: "example/cloudflared-exporter:1"',
    'image: "alpine", command: "chisel server --reverse"',
    'image: "alpine", command: "ssh -L 80:web:80 example"',
    'build: .',
  ])('none: %s', (keys) => {
    expect(program(keys)).toBeNull();
  });
});

describe('a tunnel is a way in', () => {
  const { reach, topology, tiers } = analyzed(tunnelled);
  const outside = (name: string) => reach.facts.get(name)?.fromOutside;

  it('leaves unknown what it reaches, and says no of the rest', () => {
    expect(['tunnel', 'app', 'sidecar', 'db'].map(outside)).toEqual([false, 'unknown', 'unknown', false]);
    for (const family of reach.addressFamilies)
      expect(reach.family(family).facts('app').fromOutside).toBe('unknown');
  });

  it('never lessens what is known', () => {
    const text = tunnelled.replace('"example/app:1"', '"example/app:1", ports: ["80:80"]');
    expect(analyzed(text).reach.facts.get('app')?.fromOutside).toBe(true);
  });

  it('leads nowhere without a way out, and everywhere from the network of the host', () => {
    const closed = tunnelled.replace('edge: {}', 'edge: {internal: true}');
    expect(analyzed(closed).reach.facts.get('app')?.fromOutside).toBe(false);
    const open = tunnelled.replace('networks: [edge]', 'network_mode: host');
    expect(analyzed(open).reach.facts.get('db')?.fromOutside).toBe('unknown');
  });

  it('is the reason that is given', () => {
    const { reaches, summary, direct } = explain(topology, reach, outsidePlace, 'app');
    expect([reaches, direct.verdict]).toEqual(['unknown', 'unknown']);
    expect(summary).toContain('the tunnel tunnel (cloudflared) reaches app and may let the outside in');
    expect(explain(topology, reach, outsidePlace, 'db').reaches).toBe(false);
  });

  it('is a way in of its own, to what intents and pictures list', () => {
    expect(
      waysIn(reach, 'app').map(({ reachableFrom, open, proxy }) => [reachableFrom, open, proxy]),
    ).toEqual([['tunnel', 'unknown', 'tunnel']]);
    const stated = analyzed(`${tunnelled}x-bulkhead: {intents: [{exposed: []}, {never: outside -> db}]}\n`);
    const broken = stated.findings.filter(({ rule }) => rule === 'CN701').map(({ message }) => message);
    expect(broken).toHaveLength(2);
    expect(broken[0]).toContain('cannot be decided: the outside may reach app through the tunnel tunnel');
  });

  it('makes an edge of what it reaches, but for data, and counts for the blast radius as possible', () => {
    expect([tiers.of('app'), tiers.of('db')]).toEqual(['edge', 'data']);
    const radius = blastRadius(topology, reach, outsidePlace, 2);
    expect(radius.takenOver.map(({ service, certain }) => [service, certain])).toContainEqual(['app', false]);
    const worked = analyzed(
      tunnelled.replace('  db:', '  worker: {image: "example/worker:1", networks: [back]}\n  db:'),
    );
    const [mixed] = worked.findings.filter(({ rule }) => rule === 'CN203');
    expect(mixed?.message).toContain('perhaps open to the outside');
  });

  it('is in the sentence about the project as what may be', () => {
    const text = summaryOf(analyzed(tunnelled)).map((part) => part.text);
    expect(text[0]).toBe('2 of 4 may be reachable from outside');
  });
});
