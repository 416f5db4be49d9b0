import { describe, expect, it } from 'vitest';
import { layoutTopology } from '../layout-topology.ts';
import type { Scene } from '../scene.ts';
import { sceneFaults } from '../testing/check-scene.ts';
import { layoutInput } from '../testing/topology.ts';

/** Returns a scene of one network with `count` services that publish the given host port. */
function sceneOf(count: number, port: string): Scene {
  const services = Array.from({ length: count }, (_, at) => [`s${at}`, { on: ['n'], port }] as const);
  return layoutTopology(layoutInput(['n'], Object.fromEntries(services)));
}

describe('the begin of a dead trunk, where its ✕ stands', () => {
  it('is crossed by no other trunk, wherever the labels stand', () => {
    const services = Array.from({ length: 14 }, (_, at) => {
      const from = (['outside', 'nowhere', 'host'] as const)[at % 3] ?? 'outside';
      return [`s${at}`, { on: ['n'], port: `${8000 + at}`, from }] as const;
    });
    const scene = layoutTopology(layoutInput(['n'], Object.fromEntries(services)));
    expect(scene.trunks.filter(({ kind }) => kind === 'nowhere')).toHaveLength(5);
    expect(sceneFaults(scene)).toEqual([]);
  });
});

describe('trunks of services with nothing but random ports', () => {
  it('share one label, which stands for all of them', () => {
    const { trunks } = sceneOf(17, '');
    const labelled = trunks.filter(({ labelRect }) => labelRect !== null);
    expect([trunks.length, labelled.length]).toEqual([17, 1]);
    expect(labelled[0]?.labelled.flatMap(({ ports }) => ports)).toHaveLength(17);
    expect(labelled[0]?.ports).toHaveLength(1);
  });

  it('begin together at the words, and each ends at its card', () => {
    const { trunks, cards } = sceneOf(5, '');
    const starts = new Set(trunks.map(({ points }) => `${points[0]?.x} ${points[0]?.y}`));
    expect(starts.size).toBe(1);
    for (const { card, points } of trunks) {
      const rect = cards.find(({ service }) => service === card)?.rect;
      const end = points.at(-1);
      expect(rect && end && end.x >= rect.x && end.x <= rect.x + rect.width).toBe(true);
    }
  });

  it('keep words of their own where they are few, or where the port is known', () => {
    const labels = ({ trunks }: Scene): number =>
      trunks.filter((trunk) => trunk.labelRect !== null && trunk.labelled.length === 1).length;
    expect([labels(sceneOf(2, '')), labels(sceneOf(4, '80'))]).toEqual([2, 4]);
  });
});
