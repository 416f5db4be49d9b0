import { hostPlace, outsidePlace, placeTitle } from '../../core/analysis/explain/places.ts';
import { familyNames, onlyFamily } from '../../core/analysis/reach/families.ts';
import { type CellFacts, type CellKind, cellKind, cellLooks, isPlace } from './cell-kind.ts';
import type { MatrixLine } from './matrix-lines.ts';

export interface CellWords {
  readonly kind: CellKind;
  /** The pair whose explanation stands for all; null where there is none to ask about. */
  readonly pair: { readonly from: string; readonly to: string } | null;
  readonly resolves: boolean;
  readonly words: string;
}

function lineWords({ name, members }: MatrixLine): string {
  return members.length > 1 ? `${name} and ${members.length - 1} alike` : placeTitle(name);
}

const outWords: { readonly [kind in CellKind]?: string } = {
  direct: 'has a way out',
  none: 'has no way out',
  unknown: 'is not known to have a way out',
};

/** The families in which it holds; empty where both do, or nobody has IPv6. */
function familyWords(
  { reach }: CellFacts,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const family = onlyFamily(reach, from, to);
  return family === null ? '' : ` over ${familyNames[family]} only`;
}

/** What a cell says. On the diagonal a class speaks of its members among themselves. */
export function cellWords(facts: CellFacts, row: MatrixLine, column: MatrixLine): CellWords {
  const own = row.name === column.name;
  const to = own ? (row.members[1] ?? row.name) : column.name;
  const kind = cellKind(facts, row.name, to);
  if (kind === 'self') {
    const words = own
      ? `${placeTitle(row.name)} is itself`
      : `${placeTitle(row.name)} and ${placeTitle(to)}: no file says`;
    return { kind, pair: null, resolves: false, words };
  }
  const pair = { from: row.name, to };
  if (to === outsidePlace) {
    const words = `${lineWords(row)} ${outWords[kind] ?? cellLooks[kind].words}${familyWords(facts, pair)}`;
    return { kind, pair, resolves: false, words };
  }
  if (to === hostPlace && kind === 'unknown' && facts.roots.get(row.name) === 'unknown') {
    const words = `whether ${lineWords(row)} can become root on the host is not known`;
    return { kind, pair, resolves: false, words };
  }
  const resolves = !isPlace(row.name) && !isPlace(to) && facts.reach.resolves(row.name, to) === true;
  const object = own ? 'each other' : lineWords(column);
  const name = resolves && kind !== 'name' ? ', and finds it by name' : '';
  return {
    kind,
    pair,
    resolves,
    words: `${lineWords(row)} ${cellLooks[kind].words} ${object}${familyWords(facts, pair)}${name}`,
  };
}
