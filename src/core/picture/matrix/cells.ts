import type { Tri } from '../../compose/topology.ts';
// The cells of the reachability matrix: kind, sign and text of one ordered pair.

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

/** One row and one column of the matrix: a place, a service, or several services folded into one line. */
export interface MatrixLine {
  /** Name of the line: a place, a service, the first of several equivalent services, or a stack. */
  readonly name: string;
  /** The services of the line; for a place, only its name. */
  readonly members: readonly string[];
  /** The networks of the line: `front`, `front + mid`, a place for services without networks, or a stack. */
  readonly lane: string;
  /** The lane that the line is sorted under: its first network in file order. */
  readonly group: string;
  /** Name of the folded line that contained this one; null for a line that was not unfolded. */
  readonly of: string | null;
  /** True when pressing the line's head folds it, false when pressing unfolds it; null when the line cannot be folded. */
  readonly expanded: boolean | null;
}

export type CellKind = PreferredWay | 'proxy' | 'name' | 'root' | 'self';

interface CellLook {
  readonly glyph: string;
  readonly words: string;
}

/** One sign and one word for each kind of cell, so that the table is readable without colour. */
export const cellLooks: { readonly [kind in CellKind]: CellLook } = {
  direct: { glyph: '●', words: 'reaches directly' },
  host: { glyph: '◐', words: 'reaches over the host' },
  gateway: { glyph: '◓', words: 'reaches, only at its own gateway, a published port of' },
  proxy: { glyph: '◒', words: 'reaches through a proxy (declared in labels)' },
  name: { glyph: '◌', words: 'resolves but does not reach' },
  none: { glyph: '·', words: 'does not reach' },
  unknown: { glyph: '?', words: 'may reach' },
  root: { glyph: '▲', words: 'can become root on' },
  self: { glyph: '╲', words: 'is itself' },
};

/** The facts behind the cells of a table. */
export interface CellFacts {
  readonly reach: Reach;
  /** Likelihood that each service gives control of the host (P2–P8), by name; absent services do not. */
  readonly roots: ReadonlyMap<string, Tri>;
}

/** Returns the places of the table: the Internet and the LAN on a known machine, otherwise one outside; and the host. */
export function placesOf({ options }: Reach): readonly string[] {
  return options.machine ? [internetPlace, lanPlace, hostPlace] : [outsidePlace, hostPlace];
}

/** Returns the kind of one ordered pair; an unknown pair is never shown as none. */
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

/**
 * Returns the kind of a cell from an outside place on a known machine: a service is reached at its published ports, an open service at
 * every port.
 */
function fromDegree(place: 'internet' | 'lan', facts: ServiceFacts): CellKind {
  const value = inboundReach(facts)[place];
  return value === true && facts.isolation !== 'open' ? 'host' : certainly(value);
}

/**
 * Returns the kind of a cell from the host, which reaches a container at its own address, otherwise at ports published on loopback or on
 * all addresses.
 */
function fromHost({ fromHost: value, published, unreadPorts }: ServiceFacts): CellKind {
  if (value === true) return 'direct';
  const fates = [...published, ...unreadPorts].map(({ reachableFrom }) => reachableFrom);
  if (fates.some((fate) => fate === 'outside' || fate === 'host')) return 'host';
  return value === 'unknown' || fates.includes('unknown') ? 'unknown' : 'none';
}

/** The source and target of a cell: services or places. */
export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** One cell of the matrix. */
export interface MatrixCell {
  /** The kind of the cell; `some` when only part of several pairs connect. */
  readonly kind: CellKind | 'some';
  /** The sign of the cell: `●` for all, `3/8` for some, `·` for none. */
  readonly sign: string;
  readonly words: string;
  readonly resolves: boolean;
  /** The pair whose explanation represents the cell; null without an explanation. */
  readonly pair: Pair | null;
}

/** Returns a cell of one kind, with its sign. */
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

/** Returns the address family of a connection that exists in only one; '' when it exists in both or there is no IPv6. */
function familyText({ reach }: CellFacts, { from, to }: Pair): string {
  const family = onlyFamily(reach, from, to);
  return family === null ? '' : ` over ${familyNames[family]} only`;
}

/** Returns the cell of two lines; on the diagonal, the cell describes the members of a class among themselves. */
export function serviceCell(facts: CellFacts, row: MatrixLine, column: MatrixLine): MatrixCell {
  const isDiagonal = row.name === column.name;
  const to = isDiagonal ? (row.members[1] ?? row.name) : column.name;
  const kind = cellKind(facts, row.name, to);
  if (kind === 'self') {
    const words = isDiagonal
      ? `${placeTitle(row.name)} is itself`
      : `${placeTitle(row.name)} and ${placeTitle(to)}: not described in any file`;
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
