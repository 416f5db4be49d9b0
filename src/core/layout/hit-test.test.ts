import { describe, expect, it } from 'vitest';
import { hitTest } from './hit-test.ts';
import { layoutTopology } from './layout-topology.ts';
import type { Point, Scene } from './scene.ts';
import { layoutInput } from './testing/topology.ts';

const scene: Scene = layoutTopology(
  layoutInput(['front', 'back!'], { web: { on: ['front'], port: '80' }, app: { on: ['front', 'back'] } }),
);
const dragged = { service: 'web', lanes: new Set(['network:front']), splits: true, join: false };

function at(name: string, across: number): Point {
  const rect = scene.lanes.find((lane) => lane.name === name)?.rect;
  if (!rect) throw new Error(`no lane ${name}`);
  return { x: rect.x + rect.width * across, y: rect.y + rect.height - 6 };
}

describe('what lies under a dragged card', () => {
  it('is the move half or the connect half of a foreign lane', () => {
    expect(hitTest(scene, at('back', 0.3), dragged)).toMatchObject({
      kind: 'lane',
      network: 'back',
      zone: 'move',
    });
    expect(hitTest(scene, at('back', 0.7), dragged)).toMatchObject({ network: 'back', zone: 'connect' });
  });

  it('is the whole lane where it already is, and for something new', () => {
    expect(hitTest(scene, at('front', 0.3), dragged)).toMatchObject({ network: 'front', zone: 'whole' });
    const fresh = { service: null, lanes: new Set<string>(), splits: false, join: false };
    expect(hitTest(scene, at('back', 0.3), fresh)).toMatchObject({ network: 'back', zone: 'whole' });
  });

  it('is the wall between two neighbours', () => {
    expect(hitTest(scene, at('front', 1), dragged)).toMatchObject({
      kind: 'wall',
      networks: ['front', 'back'],
    });
  });

  it('is a card only when held or with Alt, and never the dragged one', () => {
    const rect = scene.cards.find((card) => card.service === 'app')?.rect;
    const middle = { x: (rect?.x ?? 0) + 20, y: (rect?.y ?? 0) + 20 };
    expect(hitTest(scene, middle, dragged).kind).not.toBe('card');
    expect(hitTest(scene, middle, { ...dragged, join: true })).toEqual({ kind: 'card', service: 'app' });
    expect(hitTest(scene, middle, { ...dragged, service: 'app', join: true }).kind).not.toBe('card');
  });

  it('is a place: closed tray, host lane, outside or nothing', () => {
    expect(hitTest(scene, at('closed', 0.5), dragged)).toEqual({ kind: 'closed' });
    expect(hitTest(scene, at('host', 0.5), dragged)).toEqual({ kind: 'host' });
    expect(hitTest(scene, { x: 10, y: 100 }, dragged)).toEqual({ kind: 'outside' });
    expect(hitTest(scene, { x: 10_000, y: 100 }, dragged)).toEqual({ kind: 'canvas' });
  });
});
