// The `intents` of an `x-bulkhead` block as text: the statements of each kind with their paths, as operations need them. The analysis
// reads what they mean.

import { childOf, deref, entriesOf, type Path, scalarText, type Tree } from '../../../yaml/tree.ts';

/** The intents that limit the way out, beside `no-way-out`: not to the LAN, only to the Internet, not to the host. */
export type OutIntentKind = 'no-lan' | 'only-internet' | 'no-host';

export type IntentKind =
  | 'never'
  | 'must'
  | 'no-way-out'
  | OutIntentKind
  | 'out-only-through'
  | 'only-names'
  | 'sealed'
  | 'exposed'
  | 'guarded'
  | 'only';

export const intentKinds: readonly IntentKind[] = [
  'never',
  'must',
  'no-way-out',
  'no-lan',
  'only-internet',
  'no-host',
  'out-only-through',
  'only-names',
  'sealed',
  'exposed',
  'guarded',
  'only',
];

/**
 * Returns the word between the two sides of a statement, as in `front -> db` or `wiki by authelia`, and whether the second side is
 * optional; null for a kind with one side.
 */
export function jointOf(kind: IntentKind): { readonly word: string; readonly optional: boolean } | null {
  switch (kind) {
    case 'never':
    case 'must':
    case 'out-only-through':
    case 'only-names':
      return { word: '->', optional: false };
    case 'guarded':
      return { word: 'by', optional: true };
    case 'only':
      return { word: 'from', optional: false };
    default:
      return null;
  }
}

/** Returns the sides of a statement, as written. */
export function sidesOf(kind: IntentKind, text: string): readonly string[] {
  const joint = jointOf(kind);
  if (joint === null || joint.word === '->') return text.split('->');
  return text.split(new RegExp(`\\s+${joint.word}\\s+`));
}

/** A statement with single spaces: `front -> db`, `worker`, `proxy:443`. Its path starts at the root of the file. */
export interface IntentStatement {
  readonly text: string;
  readonly path: Path;
}

/** One key of an item in the list. */
export interface IntentEntry {
  readonly kind: IntentKind;
  /** The position of the item. */
  readonly item: number;
  readonly path: Path;
  readonly statements: readonly IntentStatement[];
}

export interface IntentFault {
  readonly message: string;
  readonly path: Path;
}

export interface ReadIntents {
  readonly entries: readonly IntentEntry[];
  readonly faults: readonly IntentFault[];
}

const form = 'Write a list of items such as `- never: front -> db`';

/** The path of a list of intents, and the further kinds of its file, which are read elsewhere. */
export interface IntentList {
  readonly root: Path;
  readonly further: readonly string[];
}

const inProject: IntentList = { root: ['x-bulkhead', 'intents'], further: [] };

/** Reads the statements of a block (the value of `x-bulkhead`). */
export function readIntents(block: Tree | null, { root, further }: IntentList = inProject): ReadIntents {
  const entries: IntentEntry[] = [];
  const faults: IntentFault[] = [];
  const node = deref(childOf(block, 'intents'));
  if (!node || (node.kind === 'scalar' && node.value === null)) return { entries, faults };
  if (node.kind !== 'seq')
    return { entries, faults: [{ message: `${root.join('.')} is not a list. ${form}.`, path: root }] };
  node.items.forEach((tree, item) => {
    const pairs = entriesOf(tree);
    if (pairs.length === 0) faults.push({ message: `An intent is empty. ${form}.`, path: [...root, item] });
    for (const { key, value } of pairs) {
      const path = [...root, item, key];
      const kind = intentKinds.find((known) => known === key);
      if (kind) entries.push({ kind, item, path, statements: statementsOf(kind, value, path, faults) });
      else if (!further.includes(key)) {
        const message = `Unknown intent '${key}'. The intents are ${[...intentKinds, ...further].join(', ')}.`;
        faults.push({ message, path });
      }
    }
  });
  return { entries, faults };
}

/** Returns the statements of a scalar or of a list of scalars; subjects and ports may also share one scalar, separated by commas. */
function statementsOf(
  kind: IntentKind,
  value: Tree,
  path: Path,
  faults: IntentFault[],
): readonly IntentStatement[] {
  const node = deref(value);
  const places =
    node?.kind === 'seq' ? node.items.map((item, index) => ({ item, path: [...path, index] })) : null;
  const found: IntentStatement[] = [];
  for (const place of places ?? [{ item: value, path }]) {
    const text = scalarText(place.item);
    if (text === null || text.trim() === '') {
      faults.push({ message: `${kind} has no value here. ${usageOf(kind)}`, path: place.path });
    } else {
      for (const statement of splitStatements(kind, text)) found.push({ text: statement, path: place.path });
    }
  }
  return found;
}

/** Returns the statements in one text, with single spaces. */
export function splitStatements(kind: IntentKind, text: string): readonly string[] {
  const even = (part: string): string => part.trim().replace(/\s+/g, ' ');
  if (jointOf(kind) !== null) {
    return [even(text.replace(/\s*->\s*/g, ' -> ').replace(/\s*,\s*/g, ', '))];
  }
  return text
    .split(',')
    .map(even)
    .filter((part) => part !== '');
}

/** Returns the usage text of a kind of intent. */
export function usageOf(kind: IntentKind): string {
  switch (kind) {
    case 'never':
      return 'Write `never: front -> db`: services, networks or tiers on either side.';
    case 'must':
      return 'Write `must: web -> api`: services, networks or tiers on either side.';
    case 'no-way-out':
    case 'no-lan':
    case 'only-internet':
    case 'no-host':
      return `Write \`${kind}: worker\`: services, networks or tiers.`;
    case 'out-only-through':
      return 'Write `out-only-through: agent -> proxy`: services, networks or tiers on either side.';
    case 'only-names':
      return 'Write `only-names: worker -> api.github.com, *.example.org`: services, networks or tiers, and names of the outside.';
    case 'sealed':
      return 'Write `sealed: job`: services, networks or tiers.';
    case 'guarded':
      return 'Write `guarded: wiki by authelia`, or `guarded: wiki` for any login: services, networks or tiers, and the service that asks for it.';
    case 'only':
      return 'Write `only: wiki from traefik`: services, networks or tiers on either side.';
    case 'exposed':
      return 'Write `exposed: [proxy:443, postfix:25/tcp]`: services with their host ports, or `[]` for none.';
  }
}
