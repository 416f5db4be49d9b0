import { describe, expect, it } from 'vitest';
import { layoutTopology } from './layout-topology.ts';
import type { Scene } from './scene.ts';
import { sceneFaults } from './testing/check-scene.ts';
import { layoutInput } from './testing/topology.ts';

function lane(scene: Scene, name: string) {
  const found = scene.lanes.find((each) => each.name === name);
  if (!found) throw new Error(`no lane ${name}`);
  return found;
}

function card(scene: Scene, service: string) {
  const found = scene.cards.find((each) => each.service === service);
  if (!found) throw new Error(`no card ${service}`);
  return found;
}

describe('lanes from the outside inwards', () => {
  it('start with the published one and follow shared members', () => {
    const scene = layoutTopology(
      layoutInput(['x', 'y', 'z'], {
        db: { on: ['x'] },
        app: { on: ['x', 'y'] },
        web: { on: ['y', 'z'] },
        proxy: { on: ['z'], port: '443' },
      }),
    );
    expect(['z', 'y', 'x'].map((name) => lane(scene, name).column)).toEqual([0, 1, 2]);
  });

  it('take names only where facts tie', () => {
    const scene = layoutTopology(layoutInput(['back!', 'mid', 'front'], {}));
    expect(['front', 'mid', 'back'].map((name) => lane(scene, name).column)).toEqual([0, 1, 2]);
  });

  it('of the template stay side by side when the first is published', () => {
    const scene = layoutTopology(
      layoutInput(['front', 'mid', 'back!'], { web: { on: ['front'], port: '443' }, app: { on: ['mid'] } }),
    );
    expect(['front', 'mid', 'back'].map((name) => lane(scene, name).column)).toEqual([0, 1, 2]);
  });

  it('of one rank stand one above the other', () => {
    const scene = layoutTopology(layoutInput(['a', 'b'], { x: { on: ['a'] }, y: { on: ['b'] } }));
    expect(lane(scene, 'a').rect.x).toBe(lane(scene, 'b').rect.x);
    expect(lane(scene, 'a').rect.y).toBeLessThan(lane(scene, 'b').rect.y);
  });

  it('stand beside the closed tray and above the host lane, both always there', () => {
    const scene = layoutTopology(layoutInput(['front'], {}));
    expect(lane(scene, 'closed').rect.x).toBeGreaterThan(lane(scene, 'front').rect.x);
    expect(lane(scene, 'host').rect.y).toBeGreaterThan(lane(scene, 'front').rect.y);
    expect(scene.lanes.map((each) => each.name)).toEqual(['front', 'closed', 'host']);
  });
});

describe('an opened pile', () => {
  const names = Array.from({ length: 6 }, (_, at) => `w${at}`);
  const words = Object.fromEntries(
    [...names, 'other', 'db'].map((name) => [
      name,
      { on: ['default'], tier: name === 'db' ? 'data' : 'app' } as const,
    ]),
  );
  const input = layoutInput(['default'], words);

  it('keeps its cards together in a frame, beside the others of its tier', () => {
    const scene = layoutTopology({ ...input, opened: [{ title: 'workers', members: names }] });
    expect(sceneFaults(scene)).toEqual([]);
    const frames = lane(scene, 'default').captions.filter(({ pile }) => pile !== null);
    expect(frames.map(({ text, pile }) => [text, pile])).toEqual([['6 × workers', names]]);
  });

  it('that has no frame is not asked for one', () => {
    expect(lane(layoutTopology(input), 'default').captions.map(({ pile }) => pile)).toEqual([null, null]);
  });
});

describe('cards', () => {
  it('of two neighbouring lanes straddle their wall, with a plug on either side', () => {
    const scene = layoutTopology(
      layoutInput(['front', 'back'], { web: { on: ['front'], port: '80' }, app: { on: ['front', 'back'] } }),
    );
    expect(card(scene, 'app').lanes).toEqual(['network:front', 'network:back']);
    const plugs = scene.taps.filter((tap) => tap.service === 'app');
    expect(plugs.map((tap) => [tap.network, tap.points.length])).toEqual([
      ['front', 0],
      ['back', 0],
    ]);
    expect(plugs[0]?.plug.x).toBe(card(scene, 'app').rect.x);
    expect(plugs[1]?.plug.x).toBe(card(scene, 'app').rect.x + card(scene, 'app').rect.width);
  });

  it('of a lane that is no neighbour reach it by a tap that ends at its wall', () => {
    const scene = layoutTopology(
      layoutInput(['front', 'mid', 'back'], {
        web: { on: ['front'], port: '80' },
        a: { on: ['front', 'mid', 'back'] },
      }),
    );
    const tap = scene.taps.find((each) => each.service === 'a' && each.points.length > 0);
    const target = lane(scene, tap?.network ?? '');
    expect([target.rect.x, target.rect.x + target.rect.width]).toContain(tap?.points.at(-1)?.x);
    expect(tap?.tag?.y).toBeGreaterThan(card(scene, 'a').rect.y + card(scene, 'a').rect.height);
  });

  it('that are joined lie inside the card of the namespace owner', () => {
    const scene = layoutTopology(
      layoutInput(['default'], {
        app: { on: ['default'] },
        sniff: { mode: { kind: 'service', of: 'app' } },
        deep: { mode: { kind: 'service', of: 'sniff' } },
      }),
    );
    expect(card(scene, 'sniff').inside).toBe('app');
    expect(card(scene, 'deep').inside).toBe('app');
  });

  it('whose namespace nobody knows stand in a lane that says so', () => {
    const scene = layoutTopology(
      layoutInput(['default'], {
        a: { mode: { kind: 'container', of: 'elsewhere' } },
        loop: { mode: { kind: 'service', of: 'loop' } },
      }),
    );
    expect(lane(scene, 'unknown').members).toEqual(['a', 'loop']);
  });

  it('of a single-network file stand in columns edge, app, data under a headline', () => {
    const scene = layoutTopology(
      layoutInput(
        ['default'],
        {
          db: { on: ['default'], tier: 'data' },
          api: { on: ['default'], tier: 'app' },
          web: { on: ['default'], tier: 'edge', port: '80' },
        },
        ['default'],
      ),
    );
    expect(lane(scene, 'default').captions.map((caption) => caption.text)).toEqual([
      'edge',
      'application',
      'data',
    ]);
    expect(lane(scene, 'default').headline).toBe('3 containers, one room: each reaches all');
    expect(card(scene, 'web').rect.x).toBeLessThan(card(scene, 'api').rect.x);
    expect(card(scene, 'api').rect.x).toBeLessThan(card(scene, 'db').rect.x);
  });
});

describe('trunks', () => {
  it('carry host port and container port, and start outside', () => {
    const scene = layoutTopology(layoutInput(['front'], { web: { on: ['front'], port: '443' } }));
    const [trunk] = scene.trunks;
    expect(trunk?.label).toBe('443 → 80/tcp');
    expect(trunk?.points[0]?.x).toBeLessThan(scene.wall.x);
  });

  it('for loopback ports start behind the wall', () => {
    const scene = layoutTopology(
      layoutInput(['front'], { web: { on: ['front'], port: '443', from: 'host' } }),
    );
    expect(scene.trunks[0]?.points[0]?.x).toBe(scene.wall.x + scene.wall.width);
  });

  it('are absent for closed services and one for the whole host lane', () => {
    const scene = layoutTopology(
      layoutInput(['front'], {
        tail: { mode: { kind: 'none' }, port: '1', from: 'nowhere' },
        node: { mode: { kind: 'host' }, port: '2', from: 'nowhere' },
      }),
    );
    expect(scene.trunks.map((trunk) => trunk.label)).toEqual(['every port']);
  });
});
