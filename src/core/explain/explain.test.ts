import { describe, expect, it } from 'vitest';
import { computeReach } from '../reach/compute-reach.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import { optionsFor, topologyOf } from '../reach/testing/reach-of.ts';
import { explain } from './explain.ts';
import type { Explanation, Reason } from './explanation.ts';

const yaml = `
services:
  web: { image: p, networks: [front, back], ports: ['8080:80', '127.0.0.1:8081:81'] }
  db: { image: p, networks: { back: { aliases: [store] } } }
  solo: { image: p, networks: [front] }
  sealed: { image: p, networks: [priv], ports: ['8084:80'] }
  strict: { image: p, networks: [noicc], ports: ['8085:80'] }
  strict2: { image: p, networks: [noicc] }
  plain: { image: p, networks: [nomasq] }
  shut: { image: p, network_mode: none, ports: ['8086:80'] }
  guest: { image: p, network_mode: 'service:web' }
  lost: { image: p, network_mode: 'container:elsewhere' }
  open: { image: p, network_mode: host }
  loose: { image: p }
networks:
  front: {}
  back: {}
  priv: { internal: true }
  noicc: { driver_opts: { com.docker.network.bridge.enable_icc: 'false' } }
  nomasq: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: 'false' } }
`;

function ask(from: string, to: string, proxy = true): Explanation {
  const topology = topologyOf(yaml);
  return explain(topology, computeReach(topology, optionsFor('28', { userlandProxy: proxy })), from, to);
}

function rules(reasons: readonly Reason[]): readonly string[] {
  return reasons.map(({ rule }) => rule);
}

describe('explain', () => {
  it('O1: a published range is named with both of its ends', () => {
    const topology = topologyOf('services: { web: { image: p, ports: ["8000-8010:9000-9010/udp"] } }');
    const { viaHost } = explain(topology, computeReach(topology, optionsFor('28')), outsidePlace, 'web');
    expect(viaHost.reasons[0]?.text).toContain('0.0.0.0:8000-8010 to 9000-9010/udp');
  });

  it('C2: a common network, with both attachments in list and map form', () => {
    const { reaches, direct, resolves, summary } = ask('web', 'db');
    expect(reaches).toBe(true);
    expect(direct.reasons).toEqual([
      {
        rule: 'C2',
        text: 'web and db are both on back',
        at: [
          ['services', 'web', 'networks', 1],
          ['services', 'db', 'networks', 'back'],
        ],
      },
    ]);
    expect(rules(resolves.reasons)).toEqual(['D2']);
    expect(summary).toBe('web reaches db: web and db are both on back');
  });

  it('X1 and O13: every reason why not', () => {
    const { reaches, direct, viaHost, resolves, summary } = ask('solo', 'db');
    expect(reaches).toBe(false);
    expect([rules(direct.reasons), rules(viaHost.reasons), rules(resolves.reasons)]).toEqual([
      ['X1'],
      ['O13'],
      ['D3'],
    ]);
    expect(summary).toBe(
      'solo cannot reach db: solo is on front, db is on back, no common network; db publishes nothing',
    );
  });

  it('the implicit default stands at the service itself', () => {
    expect(ask('loose', 'db').direct.reasons[0]?.at).toEqual([
      ['services', 'loose'],
      ['services', 'db', 'networks', 'back'],
    ]);
  });

  it.each([
    ['strict2', 'web', true, ['O1', 'X2']],
    ['solo', 'web', true, ['O1', 'X2']],
    ['sealed', 'web', true, ['O1', 'O3', 'X5']],
    ['plain', 'web', true, ['O1', 'O3', 'X6']],
    ['shut', 'web', true, ['O1', 'O3', 'X15']],
    ['open', 'web', true, ['O1', 'H7']],
    ['db', 'sealed', true, ['O10']],
    ['db', 'shut', true, ['A12']],
    ['strict2', 'strict', true, ['O1', 'X4']],
    ['strict2', 'strict', false, ['O1', 'C5']],
    ['strict2', 'web', false, ['O1', 'O3', 'X3']],
    ['db', 'lost', true, ['A8']],
  ] as const)('%s to a published port of %s (proxy: %s): %j', (from, to, proxy, wanted) => {
    expect(rules(ask(from, to, proxy).viaHost.reasons)).toEqual(wanted);
  });

  it.each([
    ['strict2', 'strict', false, ['C4']],
    ['guest', 'web', true, ['C1']],
    ['guest', 'db', true, ['C2']],
    ['shut', 'db', false, ['X15']],
    ['db', 'lost', 'unknown', ['A8']],
    ['open', 'sealed', true, ['X14']],
    ['sealed', 'open', true, ['H2']],
    ['db', 'open', true, ['X13']],
  ] as const)('%s to %s directly is %s: %j', (from, to, verdict, wanted) => {
    const { direct } = ask(from, to);
    expect(direct.verdict).toBe(verdict);
    expect(rules(direct.reasons)).toEqual(wanted);
  });

  it('C4 points at the option', () => {
    expect(ask('strict2', 'strict').direct.reasons[0]?.at.at(-1)).toEqual([
      'networks',
      'noicc',
      'driver_opts',
      'com.docker.network.bridge.enable_icc',
    ]);
  });

  it('published ports point at their items', () => {
    expect(ask(outsidePlace, 'web').viaHost.reasons.map(({ at }) => at)).toEqual([
      [['services', 'web', 'ports', 0]],
      [['services', 'web', 'ports', 1]],
    ]);
  });

  it('answers for the outside and the host on either side', () => {
    expect(ask(outsidePlace, 'web').summary).toBe(
      'the outside reaches web through a published port: web publishes 0.0.0.0:8080 to 80 on the host; web publishes 127.0.0.1:8081 to 81 on loopback only',
    );
    expect(ask(outsidePlace, 'db').reaches).toBe(false);
    expect(ask(outsidePlace, 'open').direct.verdict).toBe(true);
    expect(rules(ask('sealed', outsidePlace).direct.reasons)).toEqual(['E2']);
    expect(rules(ask('db', outsidePlace).direct.reasons)).toEqual(['E1']);
    expect(rules(ask('plain', outsidePlace).direct.reasons)).toEqual(['E5']);
    expect(rules(ask('sealed', hostPlace).direct.reasons)).toEqual(['H2']);
    expect(rules(ask(hostPlace, 'sealed').direct.reasons)).toEqual(['H5']);
    expect(ask(hostPlace, 'shut').reaches).toBe(false);
    expect(ask(hostPlace, 'lost').reaches).toBe('unknown');
  });

  it('never gives a verdict without a reason, nor one that differs from the matrix', () => {
    const topology = topologyOf(yaml);
    const reach = computeReach(topology, optionsFor('28'));
    for (const from of reach.services) {
      for (const to of reach.services) {
        if (from === to) continue;
        const { direct, viaHost, resolves } = explain(topology, reach, from, to);
        const { direct: d, viaHost: v, resolves: n } = reach.pair(from, to);
        expect([direct.verdict, viaHost.verdict, resolves.verdict]).toEqual([d, v, n]);
        for (const { reasons } of [direct, viaHost, resolves]) expect(reasons.length).toBeGreaterThan(0);
      }
    }
  });

  it('V1: an internal network on the wire is reported, though it is no way out', () => {
    const topology = topologyOf(`
services: { m: { image: p, networks: [wire] } }
networks: { wire: { driver: macvlan, internal: true, driver_opts: { parent: eth0 } } }
`);
    const reach = computeReach(topology, optionsFor('28'));
    const out = explain(topology, reach, 'm', outsidePlace);
    expect([out.reaches, rules(out.direct.reasons)]).toEqual([false, ['E2', 'V1']]);
    expect(explain(topology, reach, outsidePlace, 'm').reaches).toBe(true);
  });

  it('refuses what is no pair', () => {
    expect(() => ask('web', 'web')).toThrow(RangeError);
    expect(() => ask('web', 'nobody')).toThrow(RangeError);
  });
});
