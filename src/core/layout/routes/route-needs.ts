// Lines between any two cards through the gutters, which never cross a card or a text. One search finds all lines with a common end;
// afterwards each line gets its own track.

import type { Point, Rect } from '../scene.ts';
import { moveApart, type Span } from './move-apart.ts';

/** Obstacles for lines, and the places where lines may run. */
export interface Streets {
  readonly cards: ReadonlyMap<string, Obstacle>;
  /** Rectangles besides the cards that no line may enter. */
  readonly blocked: readonly Rect[];
  /** Vertical positions of the gutters between rows. */
  readonly levels: readonly number[];
  /** Horizontal positions of vertical lines beside the cards, such as along the walls of lanes. */
  readonly uprights: readonly number[];
  /** Lane rectangles, whose sides no line may cover. */
  readonly walls: readonly Rect[];
}

/** A card, with the distances from its sides at which its lines turn. */
export interface Obstacle {
  readonly rect: Rect;
  readonly left: number;
  readonly right: number;
  /** Left edge of the card's lane: lines between two cards stay right of both lanes' left edges. */
  readonly from: number;
}

interface Net {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /**
   * 1 when a line may run from a crossing to the next one on its right, at index `y * xs.length + x`; `down` is the same for the next one
   * below.
   */
  readonly right: Uint8Array;
  readonly down: Uint8Array;
}

const bend = 40;
/** Extra cost of a segment for each line on it, as a share of its length. */
const crowdingCost = 0.5;
/** Largest product of crossings and lines for which each line is searched separately, avoiding the earlier lines. */
const maxSeparateSearches = 30_000;
const backwardsCost = 60;
/** Largest distance at which two levels or two uprights are merged. */
const mergeDistance = 6;
/** Smallest distance between a line and the obstacles it passes. */
const clearance = 4;
/** Smallest distance between a line's end on a card and the card's corner. */
const cornerDistance = 10;

const sorted = (values: Iterable<number>): number[] => {
  const list = [...new Set(values)].sort((a, b) => a - b);
  return list.filter((value, index) => index === 0 || value - (list[index - 1] ?? 0) >= mergeDistance);
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

function netOf({ cards, blocked, levels, uprights }: Streets): Net {
  const xs = sorted([
    ...uprights,
    ...[...cards.values()].flatMap(({ rect: { x, width }, left, right }) => [x - left, x + width + right]),
  ]);
  const ys = sorted([...levels, ...[...cards.values()].map(({ rect }) => middleOf(rect))]);
  const right = new Uint8Array(xs.length * ys.length).fill(1);
  const down = new Uint8Array(xs.length * ys.length).fill(1);
  for (const rect of [...[...cards.values()].map((card) => card.rect), ...blocked]) {
    const [left, top] = [rect.x - clearance, rect.y - clearance];
    const [end, bottom] = [rect.x + rect.width + clearance, rect.y + rect.height + clearance];
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

/** The number of lines from each crossing to the next ones on its right and below. */
interface Load {
  readonly right: Uint8Array;
  readonly down: Uint8Array;
}

interface Entry {
  readonly node: number;
  readonly at: Point;
  readonly cost: number;
}

/** Returns both sides of a card, each with the adjacent crossing. */
function entriesOf(net: Net, { rect, left, right }: Obstacle, wrongSide: 'left' | 'right'): Entry[] {
  const y = nearest(net.ys, middleOf(rect));
  const level = net.ys[y] ?? 0;
  return (['left', 'right'] as const).map((side) => {
    const edge = side === 'left' ? rect.x : rect.x + rect.width;
    const x = nearest(net.xs, side === 'left' ? edge - left : edge + right);
    return {
      node: y * net.xs.length + x,
      at: { x: edge, y: level },
      cost: side === wrongSide ? backwardsCost : 0,
    };
  });
}

/** Creates a binary heap of states, ordered by cost. */
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

/** Returns, for every crossing and direction (even: level, odd: upright), the next state towards the target; -1 at the target's sides. */
function stepsTowards(
  net: Net,
  sides: readonly Entry[],
  load: Load | null,
  least: number,
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
    const step = (to: number, length: number, lines = 0): void =>
      reach(2 * to + (upright ? 1 : 0), top.cost + length * (1 + lines * crowdingCost), top.state);
    if (upright) {
      if (y > 0 && down[node - wide])
        step(node - wide, (ys[y] ?? 0) - (ys[y - 1] ?? 0), load?.down[node - wide]);
      if (y + 1 < ys.length && down[node])
        step(node + wide, (ys[y + 1] ?? 0) - (ys[y] ?? 0), load?.down[node]);
    } else {
      if (x > 0 && right[node - 1] && (xs[x - 1] ?? 0) >= least)
        step(node - 1, (xs[x] ?? 0) - (xs[x - 1] ?? 0), load?.right[node - 1]);
      if (x + 1 < wide && right[node]) step(node + 1, (xs[x + 1] ?? 0) - (xs[x] ?? 0), load?.right[node]);
    }
  }
  return { next, cost };
}

/** Removes the points in the middle of straight segments. */
function withoutMidpoints(points: readonly Point[]): Point[] {
  const keptPoints: Point[] = [];
  for (const point of points) {
    const [before, last] = [keptPoints.at(-2), keptPoints.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    const straight =
      before &&
      last &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (straight) keptPoints.pop();
    keptPoints.push(point);
  }
  return keptPoints;
}

/** Returns the interval in which a segment of a line can be moved aside without meeting an obstacle. */
function spanOf({ cards, blocked, walls }: Streets, a: Point, b: Point, ends: readonly Rect[]): Span {
  const upright = a.x === b.x;
  const at = upright ? a.x : a.y;
  const [from, to] = upright
    ? [Math.min(a.y, b.y), Math.max(a.y, b.y)]
    : [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  let [low, high] = [at - maxOffset, at + maxOffset];
  const limit = (start: number, end: number): void => {
    if (end <= at) low = Math.max(low, end + clearance);
    else if (start >= at) high = Math.min(high, start - clearance);
  };
  const pass = (rect: Rect): void => {
    const [start, end] = upright ? [rect.y, rect.y + rect.height] : [rect.x, rect.x + rect.width];
    if (start >= to || end <= from) return;
    if (upright) limit(rect.x, rect.x + rect.width);
    else limit(rect.y, rect.y + rect.height);
  };
  for (const { rect } of cards.values()) pass(rect);
  for (const rect of blocked) pass(rect);
  for (const rect of walls) {
    const sides = upright ? [rect.x, rect.x + rect.width] : [rect.y, rect.y + rect.height];
    const [start, end] = upright ? [rect.y, rect.y + rect.height] : [rect.x, rect.x + rect.width];
    if (start < to && end > from) for (const side of sides) limit(side, side);
  }
  if (!upright) {
    for (const { y, height } of ends) {
      low = Math.max(low, y + Math.min(cornerDistance, height / 3));
      high = Math.min(high, y + height - Math.min(cornerDistance, height / 3));
    }
  }
  return low <= at && at <= high ? { low, high } : { low: Math.min(at, low), high: Math.max(at, high) };
}

/** Largest distance by which a line is moved aside, px. */
const maxOffset = 48;

type Pair = readonly [from: string, to: string];

const netsByStreets = new WeakMap<Streets, Net>();

/** Returns a line from the first to the second card of each pair, on its own track; empty when there is no route. */
export function routeLines(streets: Streets, pairs: readonly Pair[]): readonly (readonly Point[])[] {
  const net = netsByStreets.get(streets) ?? netOf(streets);
  netsByStreets.set(streets, net);
  const { cards } = streets;
  const known = new Map<string, ReturnType<typeof stepsTowards>>();
  const counts = new Map<string, number>();
  const count = (key: string): number => counts.get(key) ?? 0;
  const crossings = net.xs.length * net.ys.length;
  const load: Load | null =
    crossings * pairs.length > maxSeparateSearches
      ? null
      : { right: new Uint8Array(crossings), down: new Uint8Array(crossings) };
  for (const [from, to] of pairs) {
    counts.set(`from ${from}`, count(`from ${from}`) + 1);
    counts.set(`to ${to}`, count(`to ${to}`) + 1);
  }
  const lines = pairs.map(([from, to]): Point[] => {
    const [start, end] = [cards.get(from), cards.get(to)];
    if (!start || !end) return [];
    const starts = entriesOf(net, start, 'left');
    const ends = entriesOf(net, end, 'right');
    // The search starts at the end with the most lines, once for all of them.
    const byStart = count(`from ${from}`) > count(`to ${to}`);
    const key = byStart ? `from ${from}` : `to ${to}`;
    const [near, far] = byStart ? [starts, ends] : [ends, starts];
    const least = load === null ? Number.NEGATIVE_INFINITY : Math.min(start.from, end.from);
    const ways = (load === null ? known.get(key) : undefined) ?? stepsTowards(net, near, load, least);
    known.set(key, ways);
    const points = traceRoute(net, ways, near, far, load);
    return withoutMidpoints(byStart ? points.toReversed() : points);
  });
  return moveApart(lines, (line, index) => {
    const points = lines[line] ?? [];
    const [a, b] = [points[index], points[index + 1]];
    const [from, to] = pairs[line] ?? [];
    if (!a || !b) return { low: 0, high: 0 };
    const ends = [
      ...(index === 0 ? [cards.get(from ?? '')] : []),
      ...(index === points.length - 2 ? [cards.get(to ?? '')] : []),
    ].flatMap((card) => (card ? [card.rect] : []));
    return spanOf(streets, a, b, ends);
  });
}

/** Returns the route from one of the sides `far` back to the start of the search at one of the sides `near`. */
function traceRoute(
  net: Net,
  ways: ReturnType<typeof stepsTowards>,
  near: readonly Entry[],
  far: readonly Entry[],
  load: Load | null,
): Point[] {
  let best: Entry | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const entry of far) {
    const cost = (ways.cost[2 * entry.node] ?? Number.POSITIVE_INFINITY) + entry.cost;
    if (cost < least) [best, least] = [entry, cost];
  }
  if (best === null || least === Number.POSITIVE_INFINITY) return [];
  const points: Point[] = [best.at];
  let state = 2 * best.node;
  let last = best.node;
  while (state >= 0) {
    const node = state >> 1;
    const wide = net.xs.length;
    if (load && Math.abs(node - last) === 1) add(load.right, Math.min(node, last));
    else if (load && Math.abs(node - last) === wide) add(load.down, Math.min(node, last));
    last = node;
    points.push({ x: net.xs[last % net.xs.length] ?? 0, y: net.ys[Math.floor(last / net.xs.length)] ?? 0 });
    state = ways.next[state] ?? -1;
  }
  const side = near.find(({ node }) => node === last);
  if (side) points.push(side.at);
  return points;
}

function add(counts: Uint8Array, at: number): void {
  counts[at] = Math.min(255, (counts[at] ?? 0) + 1);
}
