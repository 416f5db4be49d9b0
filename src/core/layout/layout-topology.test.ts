import { describe, expect, it } from 'vitest';
import { layoutTopology } from './layout-topology.ts';
import type { Picture } from './picture.ts';
import { layoutInput } from './testing/topology.ts';

function lane(picture: Picture, name: string) {
  const found = picture.lanes.find((each) => each.name === name);
  if (!found) throw new Error(`no lane ${name}`);
  return found;
}

function card(picture: Picture, service: string) {
  const found = picture.cards.find((each) => each.service === service);
  if (!found) throw new Error(`no card ${service}`);
  return found;
}

describe('lanes from the outside inwards', () => {
  it('start with the published one and follow shared members', () => {
    const picture = layoutTopology(
      layoutInput(['x', 'y', 'z'], {
        db: { on: ['x'] },
        app: { on: ['x', 'y'] },
        web: { on: ['y', 'z'] },
        proxy: { on: ['z'], port: '443' },
      }),
    );
    expect(['z', 'y', 'x'].map((name) => lane(picture, name).column)).toEqual([0, 1, 2]);
  });

  it('take names only where facts tie', () => {
    const picture = layoutTopology(layoutInput(['back!', 'mid', 'front'], {}));
    expect(['front', 'mid', 'back'].map((name) => lane(picture, name).column)).toEqual([0, 1, 2]);
  });

  it('of the template stay side by side when the first is published', () => {
    const picture = layoutTopology(
      layoutInput(['front', 'mid', 'back!'], { web: { on: ['front'], port: '443' }, app: { on: ['mid'] } }),
    );
    expect(['front', 'mid', 'back'].map((name) => lane(picture, name).column)).toEqual([0, 1, 2]);
  });

  it('of one rank stand one above the other', () => {
    const picture = layoutTopology(layoutInput(['a', 'b'], { x: { on: ['a'] }, y: { on: ['b'] } }));
    expect(lane(picture, 'a').rect.x).toBe(lane(picture, 'b').rect.x);
    expect(lane(picture, 'a').rect.y).toBeLessThan(lane(picture, 'b').rect.y);
  });

  it('stand beside the closed tray and above the host lane, both always there', () => {
    const picture = layoutTopology(layoutInput(['front'], {}));
    expect(lane(picture, 'closed').rect.x).toBeGreaterThan(lane(picture, 'front').rect.x);
    expect(lane(picture, 'host').rect.y).toBeGreaterThan(lane(picture, 'front').rect.y);
    expect(picture.lanes.map((each) => each.name)).toEqual(['front', 'closed', 'host']);
  });
});

describe('cards', () => {
  it('of two neighbouring lanes straddle their wall, with a plug on either side', () => {
    const picture = layoutTopology(
      layoutInput(['front', 'back'], { web: { on: ['front'], port: '80' }, app: { on: ['front', 'back'] } }),
    );
    expect(card(picture, 'app').lanes).toEqual(['network:front', 'network:back']);
    const plugs = picture.taps.filter((tap) => tap.service === 'app');
    expect(plugs.map((tap) => [tap.network, tap.points.length])).toEqual([
      ['front', 0],
      ['back', 0],
    ]);
    expect(plugs[0]?.plug.x).toBe(card(picture, 'app').rect.x);
    expect(plugs[1]?.plug.x).toBe(card(picture, 'app').rect.x + card(picture, 'app').rect.width);
  });

  it('of a lane that is no neighbour reach it by a tap that ends at its wall', () => {
    const picture = layoutTopology(
      layoutInput(['front', 'mid', 'back'], {
        web: { on: ['front'], port: '80' },
        a: { on: ['front', 'mid', 'back'] },
      }),
    );
    const tap = picture.taps.find((each) => each.service === 'a' && each.points.length > 0);
    const target = lane(picture, tap?.network ?? '');
    expect([target.rect.x, target.rect.x + target.rect.width]).toContain(tap?.points.at(-1)?.x);
    expect(tap?.tag?.y).toBeGreaterThan(card(picture, 'a').rect.y + card(picture, 'a').rect.height);
  });

  it('that are joined lie inside the card of the namespace owner', () => {
    const picture = layoutTopology(
      layoutInput(['default'], {
        app: { on: ['default'] },
        sniff: { mode: { kind: 'service', of: 'app' } },
        deep: { mode: { kind: 'service', of: 'sniff' } },
      }),
    );
    expect(card(picture, 'sniff').inside).toBe('app');
    expect(card(picture, 'deep').inside).toBe('app');
  });

  it('whose namespace nobody knows stand in a lane that says so', () => {
    const picture = layoutTopology(
      layoutInput(['default'], {
        a: { mode: { kind: 'container', of: 'elsewhere' } },
        loop: { mode: { kind: 'service', of: 'loop' } },
      }),
    );
    expect(lane(picture, 'unknown').members).toEqual(['a', 'loop']);
  });

  it('of a single-network file stand in columns edge, app, data under a headline', () => {
    const picture = layoutTopology(
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
    expect(lane(picture, 'default').captions.map((caption) => caption.text)).toEqual(['edge', 'app', 'data']);
    expect(lane(picture, 'default').headline).toBe('3 containers, one room: each reaches all');
    expect(card(picture, 'web').rect.x).toBeLessThan(card(picture, 'api').rect.x);
    expect(card(picture, 'api').rect.x).toBeLessThan(card(picture, 'db').rect.x);
  });
});

describe('cables', () => {
  it('carry host port and container port, and start outside', () => {
    const picture = layoutTopology(layoutInput(['front'], { web: { on: ['front'], port: '443' } }));
    const [cable] = picture.cables;
    expect(cable?.label).toBe('443 → 80/tcp');
    expect(cable?.points[0]?.x).toBeLessThan(picture.wall.x);
  });

  it('for loopback ports start behind the wall', () => {
    const picture = layoutTopology(
      layoutInput(['front'], { web: { on: ['front'], port: '443', from: 'host' } }),
    );
    expect(picture.cables[0]?.points[0]?.x).toBe(picture.wall.x + picture.wall.width);
  });

  it('are absent for closed services and one for the whole host lane', () => {
    const picture = layoutTopology(
      layoutInput(['front'], {
        tail: { mode: { kind: 'none' }, port: '1', from: 'nowhere' },
        node: { mode: { kind: 'host' }, port: '2', from: 'nowhere' },
      }),
    );
    expect(picture.cables.map((cable) => cable.label)).toEqual(['every port']);
  });
});
