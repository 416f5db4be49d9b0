import { describe, expect, it } from 'vitest';
import type { Reach } from './reach-model.ts';
import { factsOf, reachOf } from './testing/reach-of.ts';

/** A project with every kind of bridge and network mode, modelled on the measured reference project. */
const reference = `
services:
  shop:   { image: p, networks: [front], ports: ['8080:80', '127.0.0.1:8081:81'] }
  side:   { image: p, networks: [front] }
  store:  { image: p, networks: [back], ports: ['8083:80'] }
  quiet:  { image: p, networks: [priv], ports: ['8084:80'] }
  quiet2: { image: p, networks: [priv] }
  both:   { image: p, networks: [priv, back], ports: ['8085:80'] }
  apart:  { image: p, networks: [noicc], ports: ['8086:80'] }
  apart2: { image: p, networks: [noicc] }
  plain:  { image: p, networks: [nomasq] }
  old:    { image: p, network_mode: bridge, ports: ['8087:80'] }
  old2:   { image: p, network_mode: bridge }
  shut:   { image: p, network_mode: none }
  guest:  { image: p, network_mode: 'service:shop' }
  open:   { image: p, network_mode: host }
networks:
  front: {}
  back: {}
  priv: { internal: true }
  noicc: { driver_opts: { com.docker.network.bridge.enable_icc: 'false' } }
  nomasq: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: 'false' } }
`;

type Question = readonly [
  words: string,
  ask: (reach: Reach) => unknown,
  on26: unknown,
  on28: unknown,
  withoutProxy: unknown,
];
const questions: readonly Question[] = [
  ['side opens any port of shop', (r) => r.direct('side', 'shop'), true, true, true],
  ['shop opens store at its own address', (r) => r.direct('shop', 'store'), false, false, false],
  ['shop opens store through its port', (r) => r.viaHost('shop', 'store'), true, true, false],
  ['side opens shop through the port of its own network', (r) => r.viaHost('side', 'shop'), true, true, true],
  ['quiet goes out', (r) => factsOf(r, 'quiet').egress, false, false, false],
  ['quiet opens the host', (r) => factsOf(r, 'quiet').toHost, true, true, true],
  ['quiet opens the open one', (r) => r.direct('quiet', 'open'), true, true, true],
  ['quiet opens store through its port', (r) => r.viaHost('quiet', 'store'), false, false, false],
  ['both goes out', (r) => factsOf(r, 'both').egress, true, true, true],
  ['both opens quiet', (r) => r.direct('both', 'quiet'), true, true, true],
  ['outside opens quiet', (r) => factsOf(r, 'quiet').fromOutside, false, false, false],
  ['outside opens both', (r) => factsOf(r, 'both').fromOutside, true, true, true],
  [
    'the loopback port of shop',
    (r) => factsOf(r, 'shop').published[1]?.reachableFrom,
    'host',
    'host',
    'host',
  ],
  ['apart2 opens apart', (r) => r.direct('apart2', 'apart'), false, false, false],
  ['apart2 opens apart through its port', (r) => r.viaHost('apart2', 'apart'), true, true, false],
  ['the open one opens quiet', (r) => r.direct('open', 'quiet'), true, true, true],
  ['host opens apart', (r) => factsOf(r, 'apart').fromHost, true, true, true],
  ['shut opens the open one', (r) => r.direct('shut', 'open'), false, false, false],
  ['guest opens side', (r) => r.direct('guest', 'side'), true, true, true],
  [
    'plain is answered where upstream has a route',
    (r) => factsOf(r, 'plain').egressNeedsRoute,
    true,
    false,
    false,
  ],
  ['plain is answered without one', (r) => factsOf(r, 'plain').egress, false, false, false],
  ['plain opens store through its port', (r) => r.viaHost('plain', 'store'), false, false, false],
  ['side looks up shop', (r) => r.resolves('side', 'shop'), true, true, true],
  ['side looks up store', (r) => r.resolves('side', 'store'), false, false, false],
  ['guest looks up side', (r) => r.resolves('guest', 'side'), true, true, true],
  ['side looks up guest', (r) => r.resolves('side', 'guest'), false, false, false],
  ['old2 opens old', (r) => r.direct('old2', 'old'), true, true, true],
  ['old2 looks up old', (r) => r.resolves('old2', 'old'), false, false, false],
];

describe('the reference project', () => {
  const reaches: readonly (readonly [string, Reach, 2 | 3 | 4])[] = [
    ['26', reachOf(reference, '26.1.5'), 2],
    ['28', reachOf(reference, '28.5.2'), 3],
    ['28 without the userland proxy', reachOf(reference, '28.5.2', { userlandProxy: false }), 4],
  ];
  for (const [engine, reach, column] of reaches) {
    it.each(questions.map((question) => [question[0], question[1](reach), question[column]]))(
      `${engine}: %s`,
      (_, got, wanted) => {
        expect(got).toBe(wanted);
      },
    );
  }

  it('names the kinds', () => {
    const kinds = reaches[0]?.[1].services.map((name) => factsOf(reachOf(reference), name).isolation);
    expect(kinds).toEqual([
      ...[
        'bridged',
        'bridged',
        'bridged',
        'internal',
        'internal',
        'bridged',
        'bridged',
        'bridged',
        'bridged',
      ],
      ...['bridged', 'bridged', 'closed', 'joined', 'open'],
    ]);
  });

  it('X3: from 29 on, no proxy is needed', () => {
    expect(reachOf(reference, '29', { userlandProxy: false }).viaHost('shop', 'store')).toBe(true);
  });

  it('C4: a network without icc still has names', () => {
    expect(reachOf(reference).pair('apart2', 'apart')).toEqual({
      direct: false,
      networks: [],
      resolves: true,
      viaHost: true,
      viaGateway: true,
    });
  });
});

describe('who takes part', () => {
  const yaml = `
services:
  a: { image: p }
  dev: { image: p, profiles: [dev] }
  gone: { image: p, scale: 0 }
  model: { provider: { type: model } }
`;
  it('is decided by profiles, scale and provider', () => {
    expect(reachOf(yaml).services).toEqual(['a']);
    expect(reachOf(yaml, '28', { profiles: ['dev'] }).services).toEqual(['a', 'dev']);
    expect(reachOf(yaml, '28', { profiles: ['*'] }).services).toEqual(['a', 'dev']);
  });

  it('asking for another is a programming error', () => {
    expect(() => reachOf(yaml).direct('a', 'dev')).toThrow(RangeError);
  });
});
