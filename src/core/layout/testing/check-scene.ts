// The invariants of every scene, reported as a list of faults.

import type { Point, Rect, Scene, SceneCard, SceneNeed } from '../scene.ts';

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function crosses(from: Point, to: Point, rect: Rect): boolean {
  const line = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
  // The ends of a line touch the edges of cards; only a line through the interior is a fault.
  const core = { x: rect.x + 2, y: rect.y + 2, width: rect.width - 4, height: rect.height - 4 };
  return (
    line.x < core.x + core.width &&
    core.x < line.x + line.width + 0.01 &&
    line.y < core.y + core.height &&
    core.y < line.y + line.height + 0.01
  );
}

function lineFaults(what: string, points: readonly Point[], scene: Scene): string[] {
  const faults: string[] = [];
  for (let index = 1; index < points.length; index++) {
    const from = points[index - 1];
    const to = points[index];
    if (!from || !to) continue;
    if (from.x !== to.x && from.y !== to.y) faults.push(`${what} is not orthogonal`);
    for (const card of scene.cards) {
      if (card.inside === null && crosses(from, to, card.rect))
        faults.push(`${what} runs across ${card.service}`);
    }
  }
  return faults;
}

function runsAcross(points: readonly Point[], rect: Rect): boolean {
  return points.some((to, index) => {
    const from = points[index - 1];
    return from !== undefined && crosses(from, to, rect);
  });
}

interface SharedFrame {
  /** The two lanes, the outer one first. */
  readonly lanes: readonly [string, string];
  readonly rect: Rect;
  /** True when the frame lies in its lane and ends at the wall to the neighbour. */
  readonly touches: boolean;
}

/** Returns the frames of cards that a lane shares with a neighbour. */
export function sharedFrames({ lanes }: Pick<Scene, 'lanes'>): readonly SharedFrame[] {
  return lanes.flatMap(({ id, rect: lane, column, captions }) =>
    captions.flatMap(({ shared, x, y, width, height }): SharedFrame[] => {
      if (shared === null) return [];
      const other = lanes.find((each) => each.id === shared.lane);
      const rect = { x, y, width, height };
      const [side, step] =
        shared.end === 'left' ? [lane.x === x, -1] : [lane.x + lane.width === x + width, 1];
      const touches = inside(rect, lane) && side && other?.column === column + step;
      return [{ lanes: shared.end === 'left' ? [shared.lane, id] : [id, shared.lane], rect, touches }];
    }),
  );
}

/** Returns all faults of a scene; empty for a correct one. */
export function sceneFaults(scene: Scene): string[] {
  const faults: string[] = [];
  const lanes = new Map(scene.lanes.map((lane) => [lane.id, lane]));
  const cards = new Map(scene.cards.map((card) => [card.service, card]));
  const shared = sharedFrames(scene);
  const outer: Pick<SceneCard, 'service' | 'rect' | 'lanes'>[] = [
    ...scene.cards.filter((card) => card.inside === null),
    ...scene.piles.map(({ leader, rect, lanes: on }) => ({ service: leader, rect, lanes: on })),
  ];
  outer.forEach((card, index) => {
    for (const other of outer.slice(index + 1)) {
      if (overlap(card.rect, other.rect)) faults.push(`${card.service} overlaps ${other.service}`);
    }
    const [first, second] = card.lanes.map((id) => lanes.get(id));
    if (!first) {
      faults.push(`${card.service} is on no lane`);
    } else if (!second) {
      if (!inside(card.rect, first.rect)) faults.push(`${card.service} leaves its lane`);
    } else {
      const both = {
        x: first.rect.x,
        y: Math.max(first.rect.y, second.rect.y),
        width: second.rect.x + second.rect.width - first.rect.x,
        height:
          Math.min(first.rect.y + first.rect.height, second.rect.y + second.rect.height) -
          Math.max(first.rect.y, second.rect.y),
      };
      const wall = (first.rect.x + first.rect.width + second.rect.x) / 2;
      if (!inside(card.rect, both)) faults.push(`${card.service} leaves its two lanes`);
      const frames = shared.filter(
        ({ lanes: on, rect }) => String(on) === String(card.lanes) && inside(card.rect, rect),
      );
      if (card.rect.x + card.rect.width / 2 !== wall && frames.length !== 1)
        faults.push(`${card.service} is neither centred on the wall nor framed beside it`);
    }
    for (const lane of scene.lanes) {
      if (!card.lanes.includes(lane.id) && overlap(card.rect, lane.rect)) {
        faults.push(`${card.service} lies over ${lane.id}`);
      }
    }
  });
  scene.lanes.forEach((lane, index) => {
    for (const other of scene.lanes.slice(index + 1)) {
      // A stub is placed in the lane of its member.
      const inside = (lane.form === 'stub') !== (other.form === 'stub');
      if (!inside && overlap(lane.rect, other.rect)) faults.push(`${lane.id} overlaps ${other.id}`);
    }
  });
  for (const { id, rect, captions } of scene.lanes) {
    for (const { text, pile, ...frame } of captions) {
      if (pile === null) continue;
      if (!inside(frame, rect)) faults.push(`the frame of ${text} leaves ${id}`);
      for (const card of outer) {
        // A service on two lanes straddles their wall.
        const own = pile.includes(card.service) && card.lanes.length === 1;
        if (own && card.lanes[0] === id && !inside(card.rect, frame))
          faults.push(`${card.service} is not in the frame of ${text}`);
        if (!own && overlap(card.rect, frame)) faults.push(`${card.service} lies in the frame of ${text}`);
      }
    }
  }
  for (const { lanes: on, rect, touches } of shared) {
    if (!touches) faults.push(`the frame of ${on.join(' and ')} does not meet their wall`);
    for (const card of outer)
      if (String(card.lanes) !== String(on) && overlap(card.rect, rect))
        faults.push(`${card.service} lies in the frame of ${on.join(' and ')}`);
  }
  for (const card of scene.cards) {
    if (card.inside === null) continue;
    const owner = cards.get(card.inside);
    if (!owner || !inside(card.rect, owner.rect)) faults.push(`${card.service} is not inside ${card.inside}`);
    else {
      const middle = owner.rect.y + owner.rect.height / 2;
      if (card.rect.y <= middle && card.rect.y + card.rect.height >= middle) {
        faults.push(`${card.service} covers the middle of ${card.inside}`);
      }
    }
  }
  for (const tap of scene.taps) {
    for (const card of outer) {
      if (tap.tag && overlap(tap.tag, card.rect))
        faults.push(`tag ${tap.service} ${tap.network} covers ${card.service}`);
    }
  }
  for (const tap of scene.taps)
    faults.push(...lineFaults(`tap ${tap.service} ${tap.network}`, tap.points, scene));
  for (const trunk of scene.trunks) {
    faults.push(...lineFaults(`trunk ${trunk.id}`, trunk.points, scene));
    faults.push(...lineFaults(`trunk ${trunk.id} from its proxy`, trunk.onward, scene));
  }
  faults.push(...needFaults(scene, scene.needs));
  scene.trunks.forEach((trunk, index) => {
    for (const other of scene.trunks.slice(index + 1)) {
      if (trunk.labelRect && other.labelRect && overlap(trunk.labelRect, other.labelRect))
        faults.push(`label ${trunk.id} overlaps ${other.id}`);
    }
    const [start] = trunk.points;
    if (trunk.kind !== 'nowhere' || !start) return;
    // The ✕ of a dead port stands there.
    const mark = { x: start.x - 8, y: start.y - 8, width: 16, height: 16 };
    for (const other of scene.trunks)
      if (other !== trunk && runsAcross(other.points, mark))
        faults.push(`trunk ${other.id} runs across the ✕ of ${trunk.id}`);
  });
  return faults;
}

/** Returns all faults in the lines of needs of a scene. */
export function needFaults(scene: Scene, needs: readonly SceneNeed[]): string[] {
  const faults: string[] = [];
  const lanes = new Map(scene.lanes.map((lane) => [lane.id, lane]));
  const lanesOf = new Map<string, readonly string[]>([
    ...scene.cards.map(({ service, lanes: on }) => [service, on] as const),
    ...scene.piles.map(({ leader, lanes: on }) => [leader, on] as const),
  ]);
  for (const { from, to, points } of needs) {
    const what = `need of ${from} for ${to}`;
    faults.push(...lineFaults(what, points, scene));
    for (const { tag } of scene.taps)
      if (tag && runsAcross(points, tag)) faults.push(`${what} runs across a tag`);
    for (const { id, rect, header, form } of scene.lanes)
      if (
        runsAcross(points, {
          ...rect,
          x: rect.x + 12,
          width: form === 'full' && header === rect.height ? scene.sizes.placeHead - 12 : rect.width - 24,
          height: header - 2,
        })
      )
        faults.push(`${what} runs across the head of ${id}`);
    const on = [...(lanesOf.get(from) ?? []), ...(lanesOf.get(to) ?? [])];
    const left = Math.min(...on.map((id) => lanes.get(id)?.rect.x ?? 0));
    if (points.some(({ x }) => x < left)) faults.push(`${what} runs left of its lane`);
    points.forEach((b, index) => {
      const a = points[index - 1];
      if (a === undefined || a.x !== b.x) return;
      for (const { id, rect, form } of scene.lanes) {
        const beside = Math.max(a.y, b.y) > rect.y && Math.min(a.y, b.y) < rect.y + rect.height;
        const near = (x: number): boolean => Math.abs(a.x - x) < 2;
        if (form === 'full' && beside && (near(rect.x) || near(rect.x + rect.width)))
          faults.push(`${what} runs on the wall of ${id}`);
      }
    });
  }
  return faults;
}
