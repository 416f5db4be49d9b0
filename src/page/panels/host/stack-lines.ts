// The lines of the host's matrix (stacks, and the services of those that are unfolded), and the sign and words of each cell.

import { hostName, splitHostName } from '../../../core/host/host.ts';
import type { StackMatrix, StackPairs } from '../../../core/host/stack-matrix.ts';
import { firstWayTo } from '../../../core/reach/first-way.ts';
import type { Reach } from '../../../core/reach/reach-model.ts';
import { type CellKind, cellKind, cellLooks } from '../matrix/cells.ts';

/** A stack, or one of its services. */
export interface StackLine {
  readonly stack: string;
  /** Local name; null for the stack as a whole. */
  readonly service: string | null;
  readonly open: boolean;
}

/** Stacks in the order of the host, the services of unfolded ones below them; with `text` those alone whose names hold it. */
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
  return matrix.stacks.flatMap((stack): readonly StackLine[] => {
    const services = byStack.get(stack) ?? [];
    const found =
      stack.toLowerCase().includes(wanted) || services.some((name) => name.toLowerCase().includes(wanted));
    if (!found) return [];
    const open = unfolded.has(stack);
    const own: StackLine = { stack, service: null, open };
    return open ? [own, ...services.map((service) => ({ stack, service, open: false }))] : [own];
  });
}

/** How a line is called in words. */
export function lineName({ stack, service }: StackLine): string {
  return service === null ? stack : hostName(stack, service);
}

export interface StackCell {
  readonly kind: CellKind | 'some';
  /** `●` for all, `3/8` for some, `·` for none. */
  readonly sign: string;
  readonly words: string;
}

interface CellSource {
  readonly matrix: StackMatrix;
  readonly reach: Reach;
}

const noRoots: ReadonlyMap<string, boolean> = new Map();

/** What a cell says; null where a line meets itself. */
export function stackCell({ matrix, reach }: CellSource, from: StackLine, to: StackLine): StackCell | null {
  if (from.service !== null && to.service !== null) {
    const [caller, called] = [lineName(from), lineName(to)];
    if (caller === called) return null;
    const kind = cellKind({ reach, roots: noRoots }, caller, called);
    const { glyph, words } = cellLooks[kind];
    return { kind, sign: glyph, words: `${caller} ${words} ${called}` };
  }
  const pairs = pairsOf({ matrix, reach }, from, to);
  return pairs.pairs === 0 ? null : foldedCell(pairs, lineName(from), lineName(to));
}

/** Counts between a stack and a service of one, by its row or column of pairs. */
function pairsOf({ matrix, reach }: CellSource, from: StackLine, to: StackLine): StackPairs {
  if (from.service === null && to.service === null) return matrix.pairs(from.stack, to.stack);
  const services = (line: StackLine): readonly string[] =>
    line.service === null
      ? reach.services.filter((name) => splitHostName(name).stack === line.stack)
      : [lineName(line)];
  const counts = { pairs: 0, direct: 0, viaHost: 0, unknown: 0 };
  for (const caller of services(from)) {
    for (const called of services(to)) {
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
