// Lines between any two cards through the gutters, which never cross a card or a text. All lines to one target are found by one search and share
// their way, as branches of one tree.

import type { Point, Rect } from '../scene.ts';

/** What lines have to avoid, and where they may run. */
export interface Streets {
  readonly cards: ReadonlyMap<string, Rect>;
  /** Rectangles that no line may enter, beside the cards. */
  readonly blocked: readonly Rect[];
  /** Levels of the gutters between rows. */
  readonly levels: readonly number[];
  /** Where a line may run upright beside the cards, such as along the walls of lanes. */
  readonly uprights: readonly number[];
  readonly cardGap: number;
  /** How far from its level or upright a line may be moved, so that two of them do not lie upon each other. */
  readonly play: number;
}

interface Net {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Whether a line may run from a crossing to the next one right of it, and below it; `y * xs.length + x`. */
  readonly right: Uint8Array;
  readonly down: Uint8Array;
}

const bend = 40;
const backwards = 60;
const near = 2;

const sorted = (values: Iterable<number>): number[] => {
  const list = [...new Set(values)].sort((a, b) => a - b);
  return list.filter((value, index) => index === 0 || value - (list[index - 1] ?? 0) >= near);
};

const nearest = (list: readonly number[], value: number): number => {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const before = list[low - 1];
  return before !== undefined && value - before < Math.abs((list[low] ?? 0) - value) ? low - 1 : low;
};

const middleOf = ({ y, height }: Rect): number => Math.round(y + height / 2);

function netOf({ cards, blocked, levels, uprights, cardGap, play }: Streets): Net {
  const xs = sorted([
    ...uprights,
    ...[...cards.values()].flatMap(({ x, width }) => [x - cardGap / 2, x + width + cardGap / 2]),
  ]);
  const ys = sorted([...levels, ...[...cards.values()].map(middleOf)]);
  const right = new Uint8Array(xs.length * ys.length).fill(1);
  const down = new Uint8Array(xs.length * ys.length).fill(1);
  for (const rect of [...cards.values(), ...blocked]) {
    const [left, top] = [rect.x - play / 2, rect.y - play / 2];
    const [end, bottom] = [rect.x + rect.width + play / 2, rect.y + rect.height + play / 2];
    for (let y = 0; y < ys.length; y++) {
      const [level = 0, below = level] = [ys[y], ys[y + 1]];
      if (level >= bottom) break;
      if (below <= top && level <= top) continue;
      for (let x = 0; x < xs.length; x++) {
        const [upright = 0, next = upright] = [xs[x], xs[x + 1]];
        if (upright >= end) break;
        if (level > top && level < bottom && next > left && upright < end) right[y * xs.length + x] = 0;
        if (upright > left && upright < end && below > top && level < bottom) down[y * xs.length + x] = 0;
      }
    }
  }
  return { xs, ys, right, down };
}

interface Entry {
  readonly node: number;
  readonly at: Point;
  readonly cost: number;
}

/** Both sides of a card, with the crossing beside each. */
function entriesOf(net: Net, rect: Rect, gap: number, wrongSide: 'left' | 'right'): Entry[] {
  const y = nearest(net.ys, middleOf(rect));
  const level = net.ys[y] ?? 0;
  return (['left', 'right'] as const).map((side) => {
    const edge = side === 'left' ? rect.x : rect.x + rect.width;
    const x = nearest(net.xs, side === 'left' ? edge - gap / 2 : edge + gap / 2);
    return {
      node: y * net.xs.length + x,
      at: { x: edge, y: level },
      cost: side === wrongSide ? backwards : 0,
    };
  });
}

/** A binary heap of states by cost. */
function createQueue() {
  const states: number[] = [];
  const costs: number[] = [];
  const swap = (a: number, b: number): void => {
    [states[a], states[b]] = [states[b] ?? 0, states[a] ?? 0];
    [costs[a], costs[b]] = [costs[b] ?? 0, costs[a] ?? 0];
  };
  return {
    push(state: number, cost: number): void {
      let at = states.push(state) - 1;
      costs.push(cost);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if ((costs[parent] ?? 0) <= (costs[at] ?? 0)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop(): { readonly state: number; readonly cost: number } | null {
      const [state] = states;
      const [cost] = costs;
      if (state === undefined || cost === undefined) return null;
      swap(0, states.length - 1);
      states.pop();
      costs.pop();
      let at = 0;
      for (;;) {
        const left = 2 * at + 1;
        const right = left + 1;
        let least = at;
        if (left < states.length && (costs[left] ?? 0) < (costs[least] ?? 0)) least = left;
        if (right < states.length && (costs[right] ?? 0) < (costs[least] ?? 0)) least = right;
        if (least === at) return { state, cost };
        swap(at, least);
        at = least;
      }
    },
  };
}

/** From every crossing, in either direction (even: level, odd: upright), the state that leads on to the target; -1 at its sides. */
function waysTo(
  net: Net,
  sides: readonly Entry[],
): { readonly next: Int32Array; readonly cost: Float64Array } {
  const { xs, ys, right, down } = net;
  const wide = xs.length;
  const next = new Int32Array(2 * wide * ys.length).fill(-2);
  const cost = new Float64Array(2 * wide * ys.length).fill(Number.POSITIVE_INFINITY);
  const queue = createQueue();
  const reach = (state: number, value: number, from: number): void => {
    if (value >= (cost[state] ?? 0)) return;
    cost[state] = value;
    next[state] = from;
    queue.push(state, value);
  };
  for (const side of sides) reach(2 * side.node, side.cost, -1);
  for (let top = queue.pop(); top !== null; top = queue.pop()) {
    if (top.cost > (cost[top.state] ?? 0)) continue;
    const node = top.state >> 1;
    const upright = (top.state & 1) === 1;
    const [x, y] = [node % wide, Math.floor(node / wide)];
    reach(top.state ^ 1, top.cost + bend, top.state);
    const step = (to: number, length: number): void =>
      reach(2 * to + (upright ? 1 : 0), top.cost + length, top.state);
    if (upright) {
      if (y > 0 && down[node - wide]) step(node - wide, (ys[y] ?? 0) - (ys[y - 1] ?? 0));
      if (y + 1 < ys.length && down[node]) step(node + wide, (ys[y + 1] ?? 0) - (ys[y] ?? 0));
    } else {
      if (x > 0 && right[node - 1]) step(node - 1, (xs[x] ?? 0) - (xs[x - 1] ?? 0));
      if (x + 1 < wide && right[node]) step(node + 1, (xs[x + 1] ?? 0) - (xs[x] ?? 0));
    }
  }
  return { next, cost };
}

/** Without points in the middle of a straight stretch. */
function corners(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    const straight =
      before &&
      last &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (straight) kept.pop();
    kept.push(point);
  }
  return kept;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly bundle: string;
}

/** Moves lines of different bundles that would lie upon each other apart, at most by `play` to either side. */
function moveApart(
  lines: readonly { readonly bundle: string; readonly points: Point[] }[],
  play: number,
): Point[][] {
  const streets = new Map<string, Stretch[]>();
  const keyOf = (a: Point, b: Point): string => (a.x === b.x ? `x${a.x}` : `y${a.y}`);
  for (const { bundle, points } of lines) {
    for (let index = 1; index < points.length; index++) {
      const [a, b] = [points[index - 1], points[index]];
      if (!a || !b) continue;
      const [one, two] = a.x === b.x ? [a.y, b.y] : [a.x, b.x];
      const key = keyOf(a, b);
      const stretches = streets.get(key) ?? [];
      streets.set(key, stretches);
      stretches.push({ from: Math.min(one, two), to: Math.max(one, two), bundle });
    }
  }
  const shifts = new Map<string, number>();
  for (const [key, stretches] of streets) {
    const tracks: Stretch[][] = [];
    const trackOf = new Map<string, number>();
    for (const bundle of new Set(stretches.map((each) => each.bundle))) {
      const own = stretches.filter((each) => each.bundle === bundle);
      const clear = (track: readonly Stretch[]): boolean =>
        track.every((other) => own.every(({ from, to }) => other.from > to + 2 || from > other.to + 2));
      const found = tracks.findIndex(clear);
      const track = found < 0 ? tracks.push([]) - 1 : found;
      tracks[track]?.push(...own);
      trackOf.set(bundle, track);
    }
    const step = Math.min(4, (2 * play) / Math.max(1, tracks.length - 1));
    for (const [bundle, track] of trackOf)
      shifts.set(`${bundle}\n${key}`, Math.round((track - (tracks.length - 1) / 2) * step * 2) / 2);
  }
  return lines.map(({ bundle, points }) =>
    points.map((point, index) => {
      let { x, y } = point;
      for (const [a, b] of [
        [points[index - 1], point],
        [point, points[index + 1]],
      ] as const) {
        if (!a || !b) continue;
        const shift = shifts.get(`${bundle}\n${keyOf(a, b)}`) ?? 0;
        if (a.x === b.x) x = point.x + shift;
        else y = point.y + shift;
      }
      return { x, y };
    }),
  );
}

/** For each pair of cards the line from the first to the second; empty where there is no way. */
export function routeLines(
  streets: Streets,
  pairs: readonly (readonly [from: string, to: string])[],
): readonly (readonly Point[])[] {
  const net = netOf(streets);
  const { cards, cardGap, play } = streets;
  const known = new Map<string, ReturnType<typeof waysTo>>();
  const sidesOf = (card: Rect): Entry[] => entriesOf(net, card, cardGap, 'right');
  const lines = pairs.map(([from, to]) => {
    const [start, end] = [cards.get(from), cards.get(to)];
    if (!start || !end) return { bundle: to, points: [] };
    const sides = sidesOf(end);
    const ways = known.get(to) ?? waysTo(net, sides);
    known.set(to, ways);
    let best: Entry | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const entry of entriesOf(net, start, cardGap, 'left')) {
      const cost = (ways.cost[2 * entry.node] ?? Number.POSITIVE_INFINITY) + entry.cost;
      if (cost < least) [best, least] = [entry, cost];
    }
    if (best === null || least === Number.POSITIVE_INFINITY) return { bundle: to, points: [] };
    const points: Point[] = [best.at];
    let state = 2 * best.node;
    let last = best.node;
    while (state >= 0) {
      last = state >> 1;
      points.push({ x: net.xs[last % net.xs.length] ?? 0, y: net.ys[Math.floor(last / net.xs.length)] ?? 0 });
      state = ways.next[state] ?? -1;
    }
    const side = sides.find(({ node }) => node === last);
    if (side) points.push(side.at);
    return { bundle: to, points: corners(points) };
  });
  return moveApart(lines, play);
}
