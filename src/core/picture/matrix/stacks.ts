// The lines of a host's table (places, stacks, and the services of unfolded stacks) and its cells, which count the pairs of a folded stack.

import { plural } from '../../compose/numbers.ts';
import { splitHostName } from '../../host/host.ts';
import type { StackMatrix, StackPairs } from '../../host/stack-matrix.ts';
import { isPlace, placeTitle } from '../../reach/places.ts';
import { preferredWayTo } from '../../reach/preferred-way.ts';
import type { Reach } from '../../reach/reach-model.ts';
import {
  type CellFacts,
  type CellKind,
  cellKind,
  cellLooks,
  cellOf,
  type MatrixCell,
  type MatrixLine,
} from './cells.ts';
import { placeLines } from './lines.ts';

/** True for a line of a whole stack. */
export function isStack({ name, of }: MatrixLine): boolean {
  return of === null && !isPlace(name);
}

/**
 * Returns the places, then the stacks in the order of the host, each unfolded stack followed by its services; a `text` limits these to
 * names that contain it.
 */
export function stackLines(
  matrix: StackMatrix,
  reach: Reach,
  unfolded: ReadonlySet<string>,
  text: string,
): readonly MatrixLine[] {
  const wanted = text.trim().toLowerCase();
  const byStack = new Map<string, string[]>();
  for (const name of reach.services) {
    const { stack } = splitHostName(name);
    byStack.set(stack, [...(byStack.get(stack) ?? []), name]);
  }
  const stacks = matrix.stacks.flatMap((stack): readonly MatrixLine[] => {
    const members = byStack.get(stack) ?? [];
    const names = [stack, ...members.map((name) => splitHostName(name).service)];
    if (!names.some((name) => name.toLowerCase().includes(wanted))) return [];
    const expanded = unfolded.has(stack);
    const shared = { lane: stack, group: stack };
    return [
      { ...shared, name: stack, members, of: null, expanded },
      ...(expanded
        ? members.map((name) => ({ ...shared, name, members: [name], of: stack, expanded: null }))
        : []),
    ];
  });
  return stacks.length === 0 ? [] : [...placeLines(reach), ...stacks];
}

interface CellSource extends CellFacts {
  readonly matrix: StackMatrix;
}

/** Returns the cell of two lines of a host. */
export function stackCell(source: CellSource, from: MatrixLine, to: MatrixLine): MatrixCell {
  const [caller, called] = [placeTitle(from.name), placeTitle(to.name)];
  if (from.name === to.name && !isStack(from)) return cellOf('self', `${caller} is itself`);
  if (isPlace(from.name) && isPlace(to.name))
    return cellOf('self', `${caller} and ${called}: not described in any file`);
  if (!isStack(from) && !isStack(to)) {
    const kind = cellKind(source, from.name, to.name);
    return cellOf(kind, `${caller} ${cellLooks[kind].words} ${called}`, { from: from.name, to: to.name });
  }
  if (isPlace(from.name) || isPlace(to.name)) return placeCell(source, from, to);
  const pairs = pairsOf(source, from, to);
  if (pairs.pairs > 0) return countedCell(pairs, from.name, to.name);
  const words =
    from.name === to.name ? `${caller} is itself` : `${caller} and ${called}: not described in any file`;
  return cellOf('self', words);
}

/** Returns the cell between a place and the services of a stack. */
function placeCell(source: CellSource, from: MatrixLine, to: MatrixLine): MatrixCell {
  const kinds = from.members.flatMap((caller) =>
    to.members.map((called) => cellKind(source, caller, called)),
  );
  const count = (wanted: CellKind): number => kinds.filter((kind) => kind === wanted).length;
  const [roots, unknown] = [count('root'), count('unknown')];
  // A service that answers at a port of the host, directly or behind a proxy, is as exposed as one that answers at its own address.
  const open = kinds.length - unknown - count('none');
  const all = plural(kinds.length, 'service');
  const counts = [
    ...(open > 0 ? [`${open} of ${all}`] : []),
    ...(roots > 0 ? [`${roots} can become root there`] : []),
    ...(unknown > 0 ? [`${unknown} of ${all} ${unknown === 1 ? 'is' : 'are'} unknown`] : []),
  ];
  const words = `${placeTitle(from.name)} to ${placeTitle(to.name)}: ${counts.length === 0 ? `none of ${all}` : counts.join(', ')}`;
  if (roots > 0) return { ...cellOf('root', words), sign: `${cellLooks.root.glyph}${roots}` };
  if (open === kinds.length) return cellOf('direct', words);
  if (open > 0) return { ...cellOf('direct', words), kind: 'some', sign: `${open}/${kinds.length}` };
  return cellOf(unknown > 0 ? 'unknown' : 'none', words);
}

/** Returns the counts between a stack and a service of another stack, from the service's row or column of pairs. */
function pairsOf({ matrix, reach }: CellSource, from: MatrixLine, to: MatrixLine): StackPairs {
  if (isStack(from) && isStack(to)) return matrix.pairs(from.name, to.name);
  const counts = { pairs: 0, direct: 0, viaHost: 0, unknown: 0 };
  for (const caller of from.members) {
    for (const called of to.members) {
      if (caller === called) continue;
      counts.pairs++;
      const way = preferredWayTo(reach, caller, called);
      if (way === 'direct') counts.direct++;
      else if (way === 'host' || way === 'gateway') counts.viaHost++;
      else if (way === 'unknown') counts.unknown++;
    }
  }
  return counts;
}

function countedCell({ pairs, direct, viaHost, unknown }: StackPairs, from: string, to: string): MatrixCell {
  const counts = [
    ...(direct > 0 ? [`${direct} of ${pairs} pairs reach directly`] : []),
    ...(viaHost > 0 ? [`${viaHost} of ${pairs} over the host`] : []),
    ...(unknown > 0 ? [`${unknown} of ${pairs} are unknown`] : []),
  ];
  const none = `none of ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}`;
  const who = from === to ? `within ${from}` : `${from} to ${to}`;
  const words = `${who}: ${counts.length === 0 ? none : counts.join(', ')}`;
  if (direct === pairs) return cellOf('direct', words);
  if (direct > 0) return { ...cellOf('direct', words), kind: 'some', sign: `${direct}/${pairs}` };
  if (viaHost > 0) return { ...cellOf('host', words), sign: `${cellLooks.host.glyph}${viaHost}` };
  return cellOf(unknown > 0 ? 'unknown' : 'none', words);
}
