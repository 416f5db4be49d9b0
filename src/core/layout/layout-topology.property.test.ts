import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import type { NetworkMode } from '../compose/topology.ts';
import type { LayoutInput, Room } from './layout-input.ts';
import { layoutTopology } from './layout-topology.ts';
import { linesBetween } from './routes/connect.ts';
import { longestShared } from './routes/shared-channel.ts';
import type { Scene } from './scene.ts';
import { needFaults, sceneFaults } from './testing/check-scene.ts';
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

const rooms = fc.option(
  fc.record({ width: fc.integer({ min: 320, max: 3000 }), height: fc.integer({ min: 240, max: 1600 }) }),
);

/** Returns groups of similar services, as in a pile: the same mode, networks and tier. */
function opened(words: Record<string, ServiceWords>): LayoutInput['opened'] {
  const groups = new Map<string, string[]>();
  for (const [name, { mode, on, tier }] of Object.entries(words)) {
    const key = JSON.stringify([mode, on, tier]);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].map((members) => ({ title: 'alike', members }));
}

/** Returns the same services with random needs between them, in a room. */
function crowded(
  words: Record<string, ServiceWords>,
  seeds: readonly number[],
  room: Room | null,
): LayoutInput {
  const names = Object.keys(words);
  const pairs = new Map<string, [string, string]>();
  for (const seed of seeds) {
    const [from, to] = [names[seed % names.length], names[Math.floor(seed / 64) % names.length]];
    if (from !== undefined && to !== undefined && from !== to) pairs.set(`${from} ${to}`, [from, to]);
  }
  return { ...layoutInput(networkNames, words), needs: [...pairs.values()], room };
}

const needs = fc.array(fc.nat(4095), { maxLength: 60 });

/** Returns the services of each lane in reading order, down its columns. */
function readingOrder(scene: Scene): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  const slots = [...scene.slots].sort(([, a], [, b]) => a.sub - b.sub || a.row - b.row);
  for (const [service, { group }] of slots) groups.set(group, [...(groups.get(group) ?? []), service]);
  return groups;
}

describe('the scene of any topology', () => {
  it('leads needs through the gutters, and fits what it says that it fits', () => {
    fc.assert(
      fc.property(services, needs, rooms, (words, seeds, room) => {
        const scene = layoutTopology(crowded(words, seeds, room));
        expect(sceneFaults(scene)).toEqual([]);
        const pairs = scene.needs.map(({ from, to }) => [from, to] as const);
        const lines = linesBetween(scene, pairs);
        const all = pairs.map(([from, to], index) => ({ from, to, points: lines[index] ?? [] }));
        for (const { points, from, to } of all)
          expect([from, to, points.length > 1]).toEqual([from, to, true]);
        // Many lines share one search, each along its shortest route.
        expect(needFaults(scene, all).filter((fault) => !fault.endsWith('left of its lane'))).toEqual([]);
        const drawn = scene.needs.filter(({ points }) => points.length > 0);
        expect([0, pairs.length]).toContain(drawn.length);
        expect(drawn.length).toBeLessThanOrEqual(12);
        expect(longestShared(drawn)).toBeLessThanOrEqual(scene.sizes.cardHeight);
        const labels = scene.trunks.flatMap(({ labelRect }) => labelRect ?? []);
        for (const { x, y, width, height } of labels) {
          expect(x).toBeGreaterThanOrEqual(scene.outside.x);
          expect(x + width).toBeLessThanOrEqual(scene.outside.x + scene.outside.width);
          expect(y + height).toBeLessThanOrEqual(scene.outside.y + scene.outside.height);
        }
      }),
      { seed: 20_261_126, numRuns: propertyRuns(120) },
    );
  });

  it('keeps the order of cards in another room', () => {
    fc.assert(
      fc.property(services, rooms, rooms, (words, first, second) => {
        const before = layoutTopology(crowded(words, [], first));
        const after = layoutTopology({ ...crowded(words, [], second), slots: before.slots });
        const known = readingOrder(before);
        for (const [group, order] of readingOrder(after)) {
          const was = known.get(group) ?? [];
          const both = order.filter((service) => was.includes(service));
          expect(both).toEqual(was.filter((service) => both.includes(service)));
        }
      }),
      { seed: 20_261_127, numRuns: propertyRuns(60) },
    );
  });

  it('leaves every card where it is when a service is taken away', () => {
    fc.assert(
      fc.property(services, rooms, fc.nat(59), (words, room, index) => {
        const names = Object.keys(words);
        const gone = names[index % Math.max(1, names.length)];
        // Services in the same namespace move with it.
        fc.pre(gone !== undefined && Object.values(words).every(({ mode }) => mode?.kind === 'networks'));
        const before = layoutTopology(crowded(words, [], room));
        const rest = Object.fromEntries(Object.entries(words).filter(([name]) => name !== gone));
        const after = layoutTopology({ ...crowded(rest, [], room), slots: before.slots, shape: before });
        // A lane that loses its last member may become a stub or move.
        const lanesOf = ({ lanes }: Scene) => lanes.map(({ id, form, column }) => `${id} ${form} ${column}`);
        fc.pre(String(lanesOf(before)) === String(lanesOf(after)));
        const group = before.slots.get(gone ?? '')?.group ?? '';
        for (const [service, slot] of before.slots) {
          if (slot.group !== group || group.includes(' ') || service === gone) continue;
          expect([service, after.slots.get(service)]).toEqual([service, slot]);
        }
        expect(after.sizes).toEqual(before.sizes);
      }),
      { seed: 20_261_128, numRuns: propertyRuns(60) },
    );
  });

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
        const input = layoutInput(networks, kept);
        const scene = layoutTopology(input);
        expect(sceneFaults(scene)).toEqual([]);
        expect(sceneFaults(layoutTopology({ ...input, opened: opened(kept) }))).toEqual([]);
        expect(scene.cards.map((card) => card.service).sort()).toEqual(Object.keys(kept).sort());
      }),
      { seed: 20_260_101, numRuns: propertyRuns(150) },
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
      { seed: 20_260_102, numRuns: propertyRuns(60) },
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
      { seed: 20_260_104, numRuns: propertyRuns(60) },
    );
  });

  it('is the same for the same input', () => {
    fc.assert(
      fc.property(services, (words) => {
        expect(layoutTopology(layoutInput(networkNames, words))).toEqual(
          layoutTopology(layoutInput(networkNames, words)),
        );
      }),
      { seed: 20_260_103, numRuns: propertyRuns(20) },
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
