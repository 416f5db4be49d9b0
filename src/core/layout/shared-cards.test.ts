// The shape of a picture: lanes that share many cards, and the width that a window has.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { layoutTopology } from './layout-topology.ts';
import type { Scene } from './scene.ts';
import { sceneFaults, sharedFrames } from './testing/check-scene.ts';
import { layoutInput, type ServiceWords } from './testing/topology.ts';

/** The room for a picture in a window of 1440 × 900. */
const room = { width: 1361, height: 733 } as const;

/** Returns services of which the first is published on `front`, the next `shared` are on both networks, and the rest on `back`. */
function twoNetworks(count: number, shared: number): Record<string, ServiceWords> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at): [string, ServiceWords] => [
      `s${at}`,
      at === 0 ? { on: ['front'], port: '443' } : { on: at <= shared ? ['front', 'back'] : ['back'] },
    ]),
  );
}

const drawn = (words: Record<string, ServiceWords>, networks = ['front', 'back!']): Scene =>
  layoutTopology({ ...layoutInput(networks, words), room });

const aspectOf = ({ bounds }: Scene): number => bounds.width / bounds.height;

/** Returns the lanes that are more than twice as tall as the columns beside them, and no wider than one card. */
function queues({ lanes, sizes }: Scene): readonly string[] {
  const full = lanes.filter(({ form, column }) => form === 'full' && column >= 0);
  const bottomOf = (column: number): number =>
    Math.max(0, ...full.filter((each) => each.column === column).map(({ rect }) => rect.y + rect.height));
  return full.flatMap(({ name, rect, column }) => {
    const beside = Math.max(bottomOf(column - 1), bottomOf(column + 1));
    const narrow = rect.width < 2 * sizes.cardWidth;
    return narrow && beside > 0 && rect.height > 2 * beside ? [name] : [];
  });
}

describe('cards that two neighbouring lanes share', () => {
  it('stand on the wall while it has a row for each', () => {
    const scene = drawn(twoNetworks(12, 3));
    expect(sharedFrames(scene)).toEqual([]);
    const [first] = scene.cards.filter(({ lanes }) => lanes.length === 2);
    const wall = scene.lanes.find(({ name }) => name === 'back')?.rect.x ?? 0;
    expect([first?.rect.x ?? 0, wall, (first?.rect.x ?? 0) + (first?.rect.width ?? 0)]).toEqual(
      [first?.rect.x ?? 0, wall, (first?.rect.x ?? 0) + (first?.rect.width ?? 0)].sort((a, b) => a - b),
    );
  });

  it('stand in a grid at the wall where a queue would be longer than the lanes, framed with the name of the neighbour', () => {
    const scene = drawn(twoNetworks(17, 10));
    expect(sceneFaults(scene)).toEqual([]);
    const shared = scene.cards.filter(({ lanes }) => lanes.length === 2);
    expect(shared.map(({ lanes }) => lanes)).toEqual(shared.map(() => ['network:front', 'network:back']));
    const rows = new Set(shared.map(({ rect }) => rect.y));
    const columns = new Set(shared.map(({ rect }) => rect.x));
    expect([shared.length, rows.size, columns.size]).toEqual([10, 5, 2]);
    const captions = scene.lanes.flatMap(({ captions: all }) => all);
    expect(captions.map(({ text, shared: by }) => [text, by?.name])).toEqual([['also on back', 'back']]);
    for (const tap of scene.taps) expect([tap.service, tap.points, tap.tag]).toEqual([tap.service, [], null]);
  });

  it('stand in the lane with fewer cards of its own', () => {
    const words = twoNetworks(30, 10);
    for (let at = 0; at < 20; at++) words[`own${at}`] = { on: ['front'] };
    for (let at = 11; at < 30; at++) delete words[`s${at}`];
    const [frame] = sharedFrames(drawn({ ...words, db: { on: ['back'] } }));
    expect(frame?.lanes).toEqual(['network:front', 'network:back']);
    const { lanes } = drawn({ ...words, db: { on: ['back'] } });
    expect(lanes.find(({ captions }) => captions.some(({ shared }) => shared !== null))?.name).toBe('back');
  });

  it('keep their cells when one more is shared, and when one is no longer', () => {
    const words = twoNetworks(17, 10);
    const before = drawn(words);
    const cells = (scene: Scene) => [...scene.slots].filter(([, { group }]) => group.includes(' '));
    for (const on of [['back'], ['front', 'back']]) {
      const changed = { ...words, [on.length === 1 ? 's4' : 's12']: { on } };
      const after = layoutTopology({
        ...layoutInput(['front', 'back!'], changed),
        room,
        slots: before.slots,
        shape: before,
      });
      expect(sceneFaults(after)).toEqual([]);
      expect(after.sizes).toEqual(before.sizes);
      const kept = new Map(cells(after));
      for (const [service, slot] of cells(before))
        if (service !== 's4' || on.length === 2)
          expect([service, kept.get(service)]).toEqual([service, slot]);
    }
  });
});

const tier = fc.constantFrom('edge' as const, 'app' as const, 'data' as const);

/** Stacks of a front network with a way in, and up to two networks further inside, as a split makes them. */
const stacks = fc
  .record({
    networks: fc.integer({ min: 1, max: 3 }),
    services: fc.array(fc.record({ tier, at: fc.nat(2), both: fc.boolean() }), {
      minLength: 3,
      maxLength: 60,
    }),
  })
  .map(({ networks, services }) => {
    const names = ['front', 'mid', 'back!'].slice(0, networks);
    const keys = names.map((name) => name.replace('!', ''));
    const words = services.map(({ tier: own, at, both }, index): [string, ServiceWords] => {
      const first = index === 0 ? 0 : Math.min(at, networks - 1);
      const on = keys.slice(first, first + (both && index > 0 ? 2 : 1));
      return [`s${index}`, { on, tier: own, ...(index === 0 ? { port: '443' } : {}) }];
    });
    const used = new Set(words.flatMap(([, { on = [] }]) => on));
    return {
      names: names.filter((_, index) => used.has(keys[index] ?? '')),
      words: Object.fromEntries(words),
    };
  });

describe('the picture of a stack', () => {
  it('has the shape of its window, without queues', () => {
    fc.assert(
      fc.property(stacks, ({ names, words }) => {
        const scene = drawn(words, names);
        expect(sceneFaults(scene)).toEqual([]);
        expect(aspectOf(scene)).toBeGreaterThan(1.2);
        expect(aspectOf(scene)).toBeLessThan(2.2);
        expect(queues(scene)).toEqual([]);
      }),
      { seed: 20_261_201, numRuns: propertyRuns(60) },
    );
  });

  it('has it after networks were split off, too', () => {
    fc.assert(
      fc.property(stacks, ({ names, words }) => {
        const one = Object.fromEntries(
          Object.entries(words).map(([name, each]) => [name, { ...each, on: ['front'] }]),
        );
        const before = drawn(one, ['front']);
        const after = layoutTopology({
          ...layoutInput(names, words),
          room,
          slots: before.slots,
          shape: before,
        });
        expect(sceneFaults(after)).toEqual([]);
        expect(aspectOf(after)).toBeGreaterThan(1.2);
        expect(aspectOf(after)).toBeLessThan(2.2);
        expect(queues(after)).toEqual([]);
      }),
      { seed: 20_261_202, numRuns: propertyRuns(60) },
    );
  });
});
