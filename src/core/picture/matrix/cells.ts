import type { Tri } from '../../compose/topology.ts';
// The cells of the table of who reaches whom: kind, sign and words of one ordered pair.

import { inboundReach, outboundReach } from '../../reach/degrees.ts';
import { familyNames, onlyFamily } from '../../reach/families.ts';
import {
  hostPlace,
  internetPlace,
  isBeyondHost,
  isPlace,
  lanPlace,
  outsidePlace,
  placeTitle,
} from '../../reach/places.ts';
import { type PreferredWay, preferredWayTo } from '../../reach/preferred-way.ts';
import type { Reach, ServiceFacts } from '../../reach/reach-model.ts';

/** One row and one column: a place, a service, or several services folded into one line. */
export interface MatrixLine {
  /** A place, a service, the first of several that are alike, or a stack. */
  readonly name: string;
  /** The services that it stands for; of a place its name alone. */
  readonly members: readonly string[];
  /** `front`, `front + mid`, the place of what is on no network, or a stack. */
  readonly lane: string;
  /** The lane that it stands with in the order by lane: its first network, from the top of the file. */
  readonly group: string;
  /** The line that it was unfolded from, by its name; null where it stands for itself or for all of its class. */
  readonly of: string | null;
  /** Whether pressing its head folds (true) or unfolds (false); null where it does neither. */
  readonly expanded: boolean | null;
}

export type CellKind = PreferredWay | 'proxy' | 'name' | 'root' | 'self';

interface CellLook {
  readonly glyph: string;
  readonly words: string;
}

/** One sign and one word per kind: the table reads without colour. */
export const cellLooks: { readonly [kind in CellKind]: CellLook } = {
  direct: { glyph: '●', words: 'reaches directly' },
  host: { glyph: '◐', words: 'reaches over the host' },
  gateway: { glyph: '◓', words: 'reaches, at its own gateway alone, a published port of' },
  proxy: { glyph: '◒', words: 'reaches through a proxy, as labels ask,' },
  name: { glyph: '◌', words: 'knows its name only' },
  none: { glyph: '·', words: 'does not reach' },
  unknown: { glyph: '?', words: 'may reach' },
  root: { glyph: '▲', words: 'can become root on' },
  self: { glyph: '╲', words: 'is itself' },
};

/** What the cells of a table are read from. */
export interface CellFacts {
  readonly reach: Reach;
  /** Whether a service gives the host away (P2–P8), by name; who is not in it does not. */
  readonly roots: ReadonlyMap<string, Tri>;
}

/** The places of the table: on a known machine the Internet and the LAN apart, else both as the outside; and the host. */
export function placesOf({ options }: Reach): readonly string[] {
  return options.machine ? [internetPlace, lanPlace, hostPlace] : [outsidePlace, hostPlace];
}

/** The kind of one ordered pair; unknown is never shown as none. */
export function cellKind({ reach, roots }: CellFacts, from: string, to: string): CellKind {
  if (from === to || (isPlace(from) && isPlace(to))) return 'self';
  const [caller, called] = [reach.facts.get(from), reach.facts.get(to)];
  if (from === outsidePlace && called) return fromOutside(reach, called);
  if (from === hostPlace && called) return fromHost(called);
  if (from === internetPlace && called) return fromDegree('internet', called);
  if (from === lanPlace && called) return fromDegree('lan', called);
  if (to === outsidePlace && caller) return certainly(caller.egress);
  if (to === internetPlace && caller) return certainly(outboundReach(caller).internet);
  if (to === lanPlace && caller) return certainly(outboundReach(caller).lan);
  if (to === hostPlace && caller) {
    const root = roots.get(from) ?? false;
    return root === true ? 'root' : root === 'unknown' ? 'unknown' : certainly(caller.toHost);
  }
  const way = preferredWayTo(reach, from, to);
  return way === 'none' && reach.resolves(from, to) === true ? 'name' : way;
}

function certainly(value: Tri): CellKind {
  if (value === 'unknown') return 'unknown';
  return value ? 'direct' : 'none';
}

function fromOutside(reach: Reach, { name, isolation, fromOutside: value }: ServiceFacts): CellKind {
  if (value === true) return isolation === 'open' ? 'direct' : 'host';
  if (value === 'unknown') return 'unknown';
  return reach.proxied(name).some((route) => route.fromOutside !== false) ? 'proxy' : 'none';
}

/** From one place of the outside, on a known machine: at what it publishes, of an open service at every port. */
function fromDegree(place: 'internet' | 'lan', facts: ServiceFacts): CellKind {
  const value = inboundReach(facts)[place];
  return value === true && facts.isolation !== 'open' ? 'host' : certainly(value);
}

/** The host reaches a container at its own address, else at what it publishes on loopback or everywhere. */
function fromHost({ fromHost: value, published, unreadPorts }: ServiceFacts): CellKind {
  if (value === true) return 'direct';
  const fates = [...published, ...unreadPorts].map(({ reachableFrom }) => reachableFrom);
  if (fates.some((fate) => fate === 'outside' || fate === 'host')) return 'host';
  return value === 'unknown' || fates.includes('unknown') ? 'unknown' : 'none';
}

/** Two sides, services or places. */
export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** One cell. */
export interface MatrixCell {
  /** `some`: of several pairs, but not of all. */
  readonly kind: CellKind | 'some';
  /** `●` for all, `3/8` for some, `·` for none. */
  readonly sign: string;
  readonly words: string;
  readonly resolves: boolean;
  /** The pair whose explanation stands for all; null where there is none to explain. */
  readonly pair: Pair | null;
}

/** A cell of one kind, with its sign. */
export function cellOf(
  kind: CellKind,
  words: string,
  pair: Pair | null = null,
  resolves = false,
): MatrixCell {
  return { kind, sign: cellLooks[kind].glyph, words, resolves, pair };
}

function lineName({ name, members }: MatrixLine): string {
  return members.length > 1 ? `${name} and ${members.length - 1} alike` : placeTitle(name);
}

const wayOutTexts: { readonly [kind in CellKind]?: string } = {
  direct: 'has a way out',
  none: 'has no way out',
  unknown: 'may have a way out',
};

/** The address families in which it holds; empty where it holds in both, or there is no IPv6. */
function familyText({ reach }: CellFacts, { from, to }: Pair): string {
  const family = onlyFamily(reach, from, to);
  return family === null ? '' : ` over ${familyNames[family]} only`;
}

/** The cell of two lines. On the diagonal it is about the members of a class among themselves. */
export function serviceCell(facts: CellFacts, row: MatrixLine, column: MatrixLine): MatrixCell {
  const isDiagonal = row.name === column.name;
  const to = isDiagonal ? (row.members[1] ?? row.name) : column.name;
  const kind = cellKind(facts, row.name, to);
  if (kind === 'self') {
    const words = isDiagonal
      ? `${placeTitle(row.name)} is itself`
      : `${placeTitle(row.name)} and ${placeTitle(to)}: no file says`;
    return cellOf(kind, words);
  }
  const pair = { from: row.name, to };
  if (isBeyondHost(to)) {
    const degree = to === outsidePlace ? '' : ` to ${placeTitle(to)}`;
    const words = `${lineName(row)} ${wayOutTexts[kind] ?? cellLooks[kind].words}${degree}${familyText(facts, pair)}`;
    return cellOf(kind, words, pair);
  }
  if (to === hostPlace && kind === 'unknown' && facts.roots.get(row.name) === 'unknown') {
    const words = `whether ${lineName(row)} can become root on the host is unknown`;
    return cellOf(kind, words, pair);
  }
  const resolves = !isPlace(row.name) && !isPlace(to) && facts.reach.resolves(row.name, to) === true;
  const object = isDiagonal ? 'each other' : lineName(column);
  const name = resolves && kind !== 'name' ? ', and finds it by name' : '';
  const words = `${lineName(row)} ${cellLooks[kind].words} ${object}${familyText(facts, pair)}${name}`;
  return cellOf(kind, words, pair, resolves);
}
