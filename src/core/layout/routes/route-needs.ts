// Lines between any two cards through the gutters, which never cross a card or a text. All lines that have one end in common are found by one
// search; afterwards each gets a track of its own.

import type { Point, Rect } from '../scene.ts';
import { moveApart, type Span } from './move-apart.ts';

/** What lines have to avoid, and where they may run. */
export interface Streets {
  readonly cards: ReadonlyMap<string, Obstacle>;
  /** Rectangles that no line may enter, beside the cards. */
  readonly blocked: readonly Rect[];
  /** Levels of the gutters between rows. */
  readonly levels: readonly number[];
  /** Where a line may run upright beside the cards, such as along the walls of lanes. */
  readonly uprights: readonly number[];
  /** The sides of lanes, on which no line may lie. */
  readonly walls: readonly Rect[];
}

/** A card with how far from its sides the lines that end there turn. */
export interface Obstacle {
  readonly rect: Rect;
  readonly left: number;
  readonly right: number;
  /** Where its lane begins: its lines do not run left of that, nor of where that of their other end does. */
  readonly from: number;
}

interface Net {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Whether a line may run from a crossing to the next one right of it, and below it; `y * xs.length + x`. */
  readonly right: Uint8Array;
  readonly down: Uint8Array;
}

const bend = 40;
/** By how much of its length a stretch is the longer for each line that runs there. */
const crowded = 0.5;
/** Up to so many crossings times lines each line is searched for by itself, and keeps out of the way of those before it. */
const mostSearched = 30_000;
const backwards = 60;
/** Levels and uprights that are nearer to each other than this are one. */
const near = 6;
/** The least distance between a line and what it passes. */
const clear = 4;
/** The least distance between the place where a line meets a card and the card's corner. */
const corner = 10;

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

function netOf({ cards, blocked, levels, uprights }: Streets): Net {
  const xs = sorted([
    ...uprights,
    ...[...cards.values()].flatMap(({ rect: { x, width }, left, right }) => [x - left, x + width + right]),
  ]);
  const ys = sorted([...levels, ...[...cards.values()].map(({ rect }) => middleOf(rect))]);
  const right = new Uint8Array(xs.length * ys.length).fill(1);
  const down = new Uint8Array(xs.length * ys.length).fill(1);
  for (const rect of [...[...cards.values()].map((card) => card.rect), ...blocked]) {
    const [left, top] = [rect.x - clear, rect.y - clear];
    const [end, bottom] = [rect.x + rect.width + clear, rect.y + rect.height + clear];
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

/** How many lines run from each crossing to the next one right of it, and below it. */
interface Load {
  readonly right: Uint8Array;
  readonly down: Uint8Array;
}

interface Entry {
  readonly node: number;
  readonly at: Point;
  readonly cost: number;
}

/** Both sides of a card, with the crossing beside each. */
function entriesOf(net: Net, { rect, left, right }: Obstacle, wrongSide: 'left' | 'right'): Entry[] {
  const y = nearest(net.ys, middleOf(rect));
  const level = net.ys[y] ?? 0;
  return (['left', 'right'] as const).map((side) => {
    const edge = side === 'left' ? rect.x : rect.x + rect.width;
    const x = nearest(net.xs, side === 'left' ? edge - left : edge + right);
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
      reach(2 * to + (upright ? 1 : 0), top.cost + length * (1 + lines * crowded), top.state);
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

/** Without points in the middle of a straight stretch. */
function corners(points: readonly Point[]): Point[] {
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

/** How far a stretch of a line may be moved aside before it meets something: an interval of its level, or of its upright. */
function spanOf({ cards, blocked, walls }: Streets, a: Point, b: Point, ends: readonly Rect[]): Span {
  const upright = a.x === b.x;
  const at = upright ? a.x : a.y;
  const [from, to] = upright
    ? [Math.min(a.y, b.y), Math.max(a.y, b.y)]
    : [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  let [low, high] = [at - mostAside, at + mostAside];
  const limit = (start: number, end: number): void => {
    if (end <= at) low = Math.max(low, end + clear);
    else if (start >= at) high = Math.min(high, start - clear);
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
      low = Math.max(low, y + Math.min(corner, height / 3));
      high = Math.min(high, y + height - Math.min(corner, height / 3));
    }
  }
  return low <= at && at <= high ? { low, high } : { low: Math.min(at, low), high: Math.max(at, high) };
}

/** Further aside than this no line is moved, however much room there is. */
const mostAside = 48;

type Pair = readonly [from: string, to: string];

const nets = new WeakMap<Streets, Net>();

/** For each pair of cards the line from the first to the second, on a track of its own; empty where there is no way. */
export function routeLines(streets: Streets, pairs: readonly Pair[]): readonly (readonly Point[])[] {
  const net = nets.get(streets) ?? netOf(streets);
  nets.set(streets, net);
  const { cards } = streets;
  const known = new Map<string, ReturnType<typeof waysTo>>();
  const counts = new Map<string, number>();
  const count = (key: string): number => counts.get(key) ?? 0;
  const crossings = net.xs.length * net.ys.length;
  const load: Load | null =
    crossings * pairs.length > mostSearched
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
    // The end that more lines have in common is searched from, once for all of them.
    const byStart = count(`from ${from}`) > count(`to ${to}`);
    const key = byStart ? `from ${from}` : `to ${to}`;
    const [near, far] = byStart ? [starts, ends] : [ends, starts];
    const least = load === null ? Number.NEGATIVE_INFINITY : Math.min(start.from, end.from);
    const ways = (load === null ? known.get(key) : undefined) ?? waysTo(net, near, load, least);
    known.set(key, ways);
    const points = wayBack(net, ways, near, far, load);
    return corners(byStart ? points.toReversed() : points);
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

/** The way from one of the sides `far` to where the search began, its sides `near`. */
function wayBack(
  net: Net,
  ways: ReturnType<typeof waysTo>,
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
