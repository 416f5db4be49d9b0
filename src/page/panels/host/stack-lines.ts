// The lines of the host's matrix (the places beyond all stacks, stacks, and the services of those that are unfolded), and the sign and
// words of each cell.

import { plural } from '../../../core/compose/numbers.ts';
import { hostName, splitHostName } from '../../../core/host/host.ts';
import type { StackMatrix, StackPairs } from '../../../core/host/stack-matrix.ts';
import { firstWayTo } from '../../../core/reach/first-way.ts';
import { isPlace, placeTitle } from '../../../core/reach/places.ts';
import type { Reach } from '../../../core/reach/reach-model.ts';
import { type CellFacts, type CellKind, cellKind, cellLooks, placesOf } from '../matrix/cells.ts';

/** A stack, one of its services, or a place. */
export interface StackLine {
  /** '' of a place. */
  readonly stack: string;
  /** Local name; null for the stack as a whole. Of a place its name (`@lan`). */
  readonly service: string | null;
  readonly open: boolean;
}

/** Whether a line stands for no stack. */
export function isPlaceLine({ stack, service }: StackLine): boolean {
  return stack === '' && service !== null && isPlace(service);
}

/** The places first; then stacks in the order of the host, the services of unfolded ones below them, with `text` those alone whose names hold it. */
export function stackLines(
  matrix: StackMatrix,
  reach: Reach,
  unfolded: ReadonlySet<string>,
  text: string,
): readonly StackLine[] {
  const wanted = text.trim().toLowerCase();
  const byStack = new Map<string, string[]>();
  for (const name of reach.services) {
    const { stack, service } = splitHostName(name);
    byStack.set(stack, [...(byStack.get(stack) ?? []), service]);
  }
  const stacks = matrix.stacks.flatMap((stack): readonly StackLine[] => {
    const services = byStack.get(stack) ?? [];
    const found =
      stack.toLowerCase().includes(wanted) || services.some((name) => name.toLowerCase().includes(wanted));
    if (!found) return [];
    const open = unfolded.has(stack);
    const own: StackLine = { stack, service: null, open };
    return open ? [own, ...services.map((service) => ({ stack, service, open: false }))] : [own];
  });
  if (stacks.length === 0) return [];
  return [...placesOf(reach).map((service): StackLine => ({ stack: '', service, open: false })), ...stacks];
}

/** How a line is called in words. */
export function lineName(line: StackLine): string {
  const { stack, service } = line;
  if (service === null) return stack;
  return isPlaceLine(line) ? placeTitle(service) : hostName(stack, service);
}

export interface StackCell {
  readonly kind: CellKind | 'some';
  /** `●` for all, `3/8` for some, `·` for none. */
  readonly sign: string;
  readonly words: string;
}

interface CellSource extends CellFacts {
  readonly matrix: StackMatrix;
}

/** What a cell says; null where a line meets itself. */
export function stackCell(source: CellSource, from: StackLine, to: StackLine): StackCell | null {
  if (isPlaceLine(from) || isPlaceLine(to)) return placeCell(source, from, to);
  if (from.service !== null && to.service !== null) {
    const [caller, called] = [lineName(from), lineName(to)];
    if (caller === called) return null;
    const kind = cellKind(source, caller, called);
    const { glyph, words } = cellLooks[kind];
    return { kind, sign: glyph, words: `${caller} ${words} ${called}` };
  }
  const pairs = pairsOf(source, from, to);
  return pairs.pairs === 0 ? null : foldedCell(pairs, lineName(from), lineName(to));
}

/** Between a place and a service, or how many services of a stack. */
function placeCell(source: CellSource, from: StackLine, to: StackLine): StackCell | null {
  if (isPlaceLine(from) && isPlaceLine(to)) return null;
  const [place, line] = isPlaceLine(from) ? [from, to] : [to, from];
  const kindOf = (name: string): CellKind =>
    place === from
      ? cellKind(source, place.service ?? '', name)
      : cellKind(source, name, place.service ?? '');
  if (line.service !== null) {
    const kind = kindOf(lineName(line));
    const { glyph, words } = cellLooks[kind];
    return { kind, sign: glyph, words: `${lineName(from)} ${words} ${lineName(to)}` };
  }
  const kinds = servicesOf(source, line).map(kindOf);
  const some = (wanted: readonly CellKind[]): number => kinds.filter((kind) => wanted.includes(kind)).length;
  const [roots, unknown] = [some(['root']), some(['unknown'])];
  // What answers at a port of the host, by itself or behind a proxy, is as open as what answers at its own address.
  const open = kinds.length - unknown - some(['none']);
  const who = `${lineName(from)} to ${lineName(to)}`;
  const all = plural(kinds.length, 'service');
  const said = [
    ...(open > 0 ? [`${open} of ${all}`] : []),
    ...(roots > 0 ? [`${roots} can become root there`] : []),
    ...(unknown > 0 ? [`${unknown} of ${all} ${unknown === 1 ? 'is' : 'are'} unknown`] : []),
  ];
  const words = `${who}: ${said.length === 0 ? `none of ${all}` : said.join(', ')}`;
  if (roots > 0) return { kind: 'root', sign: `${cellLooks.root.glyph}${roots}`, words };
  if (open === kinds.length) return { kind: 'direct', sign: cellLooks.direct.glyph, words };
  if (open > 0) return { kind: 'some', sign: `${open}/${kinds.length}`, words };
  const kind = unknown > 0 ? 'unknown' : 'none';
  return { kind, sign: cellLooks[kind].glyph, words };
}

function servicesOf({ reach }: CellSource, line: StackLine): readonly string[] {
  return line.service === null
    ? reach.services.filter((name) => splitHostName(name).stack === line.stack)
    : [lineName(line)];
}

/** Counts between a stack and a service of one, by its row or column of pairs. */
function pairsOf(source: CellSource, from: StackLine, to: StackLine): StackPairs {
  const { matrix, reach } = source;
  if (from.service === null && to.service === null) return matrix.pairs(from.stack, to.stack);
  const counts = { pairs: 0, direct: 0, viaHost: 0, unknown: 0 };
  for (const caller of servicesOf(source, from)) {
    for (const called of servicesOf(source, to)) {
      if (caller === called) continue;
      counts.pairs++;
      const way = firstWayTo(reach, caller, called);
      if (way === 'direct') counts.direct++;
      else if (way === 'host' || way === 'gateway') counts.viaHost++;
      else if (way === 'unknown') counts.unknown++;
    }
  }
  return counts;
}

function foldedCell({ pairs, direct, viaHost, unknown }: StackPairs, from: string, to: string): StackCell {
  const own = from === to;
  const who = own ? `within ${from}` : `${from} to ${to}`;
  const said = [
    ...(direct > 0 ? [`${direct} of ${pairs} pairs reach directly`] : []),
    ...(viaHost > 0 ? [`${viaHost} of ${pairs} over the host`] : []),
    ...(unknown > 0 ? [`${unknown} of ${pairs} are unknown`] : []),
  ];
  const words = `${who}: ${said.length === 0 ? `none of ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}` : said.join(', ')}`;
  if (direct === pairs) return { kind: 'direct', sign: cellLooks.direct.glyph, words };
  if (direct > 0) return { kind: 'some', sign: `${direct}/${pairs}`, words };
  if (viaHost > 0) return { kind: 'host', sign: `${cellLooks.host.glyph}${viaHost}`, words };
  if (unknown > 0) return { kind: 'unknown', sign: cellLooks.unknown.glyph, words };
  return { kind: 'none', sign: cellLooks.none.glyph, words };
}
