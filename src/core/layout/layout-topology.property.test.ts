import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkMode } from '../compose/topology.ts';
import { layoutTopology } from './layout-topology.ts';
import { sceneFaults } from './testing/check-scene.ts';
import { layoutInput, type ServiceWords } from './testing/topology.ts';

const networkNames = ['front', 'mid', 'back!', 'default', 'a', 'b', 'c', 'd!', 'constructor'];

const modes = fc.oneof(
  { weight: 12, arbitrary: fc.constant<NetworkMode>({ kind: 'networks' }) },
  { weight: 1, arbitrary: fc.constant<NetworkMode>({ kind: 'none' }) },
  { weight: 1, arbitrary: fc.constant<NetworkMode>({ kind: 'host' }) },
  { weight: 1, arbitrary: fc.constant<NetworkMode>({ kind: 'bridge' }) },
  { weight: 1, arbitrary: fc.constant<NetworkMode>({ kind: 'container', of: 'elsewhere' }) },
  { weight: 3, arbitrary: fc.nat(60).map((of): NetworkMode => ({ kind: 'service', of: `s${of}` })) },
);

const services = fc
  .array(
    fc.record({
      mode: modes,
      on: fc.uniqueArray(fc.constantFrom(...networkNames.map((name) => name.replace('!', ''))), {
        minLength: 1,
        maxLength: 4,
      }),
      port: fc.option(fc.constantFrom('443', '', '8000-8010'), { nil: undefined }),
      from: fc.constantFrom('outside', 'host', 'nowhere', 'unknown'),
      tier: fc.constantFrom('edge', 'app', 'data'),
    }),
    { maxLength: 60 },
  )
  .map((list) => {
    const named: Record<string, ServiceWords> = {};
    list.forEach(({ port, mode, on, from, tier }, index) => {
      named[`s${index}`] = {
        mode: mode,
        on: mode.kind === 'networks' ? on : [],
        from: from as 'outside',
        tier: tier as 'edge',
        ...(port === undefined ? {} : { port }),
      };
    });
    return named;
  });

describe('the scene of any topology', () => {
  it('has no overlaps, keeps every card in its lanes and runs no line across a card', () => {
    fc.assert(
      fc.property(services, fc.integer({ min: 0, max: 9 }), (words, count) => {
        const networks = networkNames.slice(0, count);
        const known = new Set(networks.map((name) => name.replace('!', '')));
        const kept = Object.fromEntries(
          Object.entries(words).map(([name, each]) => [
            name,
            { ...each, on: (each.on ?? []).filter((on) => known.has(on)) },
          ]),
        );
        const scene = layoutTopology(layoutInput(networks, kept));
        expect(sceneFaults(scene)).toEqual([]);
        expect(scene.cards.map((card) => card.service).sort()).toEqual(Object.keys(kept).sort());
      }),
      { seed: 20_260_101, numRuns: 150 },
    );
  });

  it('draws one tap for every membership', () => {
    fc.assert(
      fc.property(services, (words) => {
        const scene = layoutTopology(layoutInput(networkNames, words));
        const expected = Object.entries(words).flatMap(([name, each]) => {
          if (each.mode?.kind === 'bridge') return [`${name} bridge`];
          return (each.on ?? []).map((network) => `${name} ${network}`);
        });
        expect(scene.taps.map((tap) => `${tap.service} ${tap.network}`).sort()).toEqual(expected.sort());
      }),
      { seed: 20_260_102, numRuns: 60 },
    );
  });

  it('obeys the same when it keeps to the cells of another one', () => {
    fc.assert(
      fc.property(services, services, (before, after) => {
        const { slots, ...shape } = layoutTopology(layoutInput(networkNames, before));
        expect(sceneFaults(layoutTopology({ ...layoutInput(networkNames, after), slots, shape }))).toEqual(
          [],
        );
      }),
      { seed: 20_260_104, numRuns: 60 },
    );
  });

  it('is the same for the same input', () => {
    fc.assert(
      fc.property(services, (words) => {
        expect(layoutTopology(layoutInput(networkNames, words))).toEqual(
          layoutTopology(layoutInput(networkNames, words)),
        );
      }),
      { seed: 20_260_103, numRuns: 20 },
    );
  });
});

describe('300 unlike services', () => {
  const words: Record<string, ServiceWords> = {};
  const networks = Array.from({ length: 12 }, (_, index) => `net${index}${index % 4 === 3 ? '!' : ''}`);
  for (let index = 0; index < 300; index++) {
    const on = new Set([`net${index % 12}`]);
    if (index % 7 === 0) on.add(`net${(index + 1) % 12}`);
    if (index % 31 === 0) on.add(`net${(index * 5) % 12}`);
    words[`service-${index}`] = { on: [...on], ...(index % 9 === 0 ? { port: String(8000 + index) } : {}) };
  }
  const scene = layoutTopology(layoutInput(networks, words));

  it('obey the same invariants', () => {
    expect(sceneFaults(scene)).toEqual([]);
  });

  it('fill a window rather than a ribbon', () => {
    const ratio = scene.bounds.width / scene.bounds.height;
    expect(ratio).toBeGreaterThan(1.1);
    expect(ratio).toBeLessThan(2.4);
  });
});
