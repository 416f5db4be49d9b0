// Any other word in `network_mode` names a network on the Engine (A20, measured on Engine 26.1.5).

import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { explainReach } from '../../explain/explain-reach.ts';
import { analyze } from '../../rules/all-rules.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import { factsOf, reachOf, topologyOf } from '../testing/reach-of.ts';

const shop = `name: shop
services:
  a: { image: p, network_mode: shop_back, ports: ["7000:80"], hostname: alpha }
  b: { image: p, networks: [back], environment: { A_URL: "http://a:80", ALPHA_URL: "http://alpha:80" } }
  c: { image: p, network_mode: elsewhere, ports: ["7001:80"] }
  d: { image: p, network_mode: elsewhere, container_name: d }
  e: { image: p, network_mode: back }
  f: { image: p, network_mode: shop_sealed, ports: ["7100:80"] }
  g: { image: p, networks: [sealed] }
networks:
  back:
  sealed: { internal: true }
`;

describe('network_mode with the name of a network', () => {
  const reach = reachOf(shop);

  it('A20: is on that network of the file, and publishes there', () => {
    expect(factsOf(reach, 'a')).toMatchObject({
      isolation: 'bridged',
      owner: 'a',
      networks: ['back'],
      egress: true,
      fromOutside: true,
    });
    expect(reach.direct('b', 'a')).toBe(true);
    expect(reach.direct('a', 'b')).toBe(true);
    expect(reach.direct('a', 'g')).toBe(false);
  });

  it('A20: has no service name there, and sees those of others', () => {
    expect(reach.resolves('b', 'a')).toBe(false);
    expect(reach.resolves('a', 'b')).toBe(true);
    // Docker registers a container name, which equals the service name here.
    expect(reach.resolves('c', 'd')).toBe('unknown'); // D13
    expect(reach.resolves('d', 'c')).toBe(false);
  });

  it('O10: an internal network publishes nothing', () => {
    expect(factsOf(reach, 'f')).toMatchObject({ isolation: 'internal', networks: ['sealed'] });
    expect(factsOf(reach, 'f').published.map(({ reachableFrom }) => reachableFrom)).toEqual(['nowhere']);
  });

  it('a network that the file does not have is external: who shares it meets, the rest is unknown', () => {
    expect(factsOf(reach, 'c')).toMatchObject({
      isolation: 'unknown',
      networks: ['elsewhere'],
      egress: 'unknown',
    });
    expect(reach.direct('c', 'd')).toBe(true);
    expect(reach.direct('c', 'b')).toBe(false);
  });

  it('the key of a network is not its name in Docker', () => {
    expect(factsOf(reach, 'e').networks).toEqual(['docker:back']);
    expect(reach.direct('e', 'b')).toBe(false);
  });

  it('without a project name it may be the network of the file', () => {
    const unnamed = reachOf(shop.replace('name: shop\n', ''));
    expect(unnamed.direct('a', 'b')).toBe('unknown');
  });

  it('fires the rules that ports, names and foreign networks fire', () => {
    const { findings } = analyze(openAlone(shop), defaultReachOptions);
    const of = (rule: string) =>
      findings.filter((one) => one.rule === rule).map(({ subjects }) => subjects[0]);
    expect(of('CN101')).toContain('a');
    expect(of('CN104')).toEqual(['f']);
    // Docker registers `alpha`, the host name, and not `a`.
    expect(findings.filter(({ rule }) => rule === 'CN407').map(({ evidence }) => evidence)).toEqual([
      ['b', 'a', 'a'],
    ]);
    expect(of('CN209')).toEqual([]);
  });

  it('is explained', () => {
    const { direct, resolves } = explainReach(topologyOf(shop), reach, 'b', 'a');
    expect(direct.reasons.map(({ rule }) => rule)).toEqual(['C2']);
    expect(resolves.reasons.map(({ rule }) => rule)).toEqual(['A20']);
  });
});
