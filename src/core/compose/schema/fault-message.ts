// A fault in plain words: what is wrong, and what to do about it.

import { deref, entriesOf, type Path, type Tree } from '../../yaml/tree.ts';
import type { Picked } from './pick-faults.ts';
import type { KeyTree, SchemaFault } from './schema-check.ts';
import { subjectOf, subjectText } from './subject-of.ts';
import { formAdvice, formsText, standsText } from './value-words.ts';

/** What a problem says. */
export interface Words {
  readonly message: string;
  readonly advice: string;
}

const patternAdvice: ReadonlyMap<string | number | undefined, string> = new Map([
  [
    'container_name',
    'Use two or more letters, digits, underscores, dots and hyphens, a letter or digit first.',
  ],
  [
    'pull_policy',
    'Write always, never, missing, build, daily, weekly, or every_ and a duration, such as every_12h.',
  ],
]);

/** The words for one fault. `node` is what stands at its path, `siblings` are the keys that may stand there. */
export function faultMessage(
  { path, value, fault }: Picked,
  node: Tree | null,
  siblings: KeyTree | null,
): Words {
  const subject = subjectText(subjectOf(path));
  const stands = standsText(node, value);
  switch (fault.kind) {
    case 'type': {
      const message = `${subject} must be ${formsText(fault.types)}, but ${stands} stands there`;
      return { message, advice: formAdvice(fault.types, node) };
    }
    case 'unknown-key':
      return unknownKey(path, fault.key, siblings);
    case 'missing-key':
      return { message: `${subject} lacks the key '${fault.key}'`, advice: `Add '${fault.key}'.` };
    case 'choice': {
      const message = `${subject} cannot be ${stands}`;
      return { message, advice: `Write one of: ${fault.values.join(', ')}.` };
    }
    case 'repeated': {
      const list = subjectText(subjectOf(path.slice(0, -1)));
      return { message: `${list} names ${standsText(node, null)} twice`, advice: 'Remove one of the two.' };
    }
    case 'limit':
      return {
        message: `${subject} must be ${limitText(fault)}, but ${stands} stands there`,
        advice: 'Correct the number.',
      };
    case 'pattern': {
      const advice = patternAdvice.get(path.at(-1)) ?? `Write a text that matches ${fault.pattern}.`;
      return { message: `${subject} cannot be ${stands}`, advice };
    }
    case 'duration': {
      const advice = 'Write a number with its unit, such as 30s or 1m30s.';
      return { message: `${subject} must be a duration, but ${stands} stands there`, advice };
    }
    case 'no-form':
      // Only where none of the forms says why it does not fit.
      return {
        message: `${subject} has none of the forms that Compose knows`,
        advice: 'Write it in another form.',
      };
  }
}

function unknownKey(path: Path, key: string, siblings: KeyTree | null): Words {
  const { noun, owner, inner } = subjectOf(path.slice(0, -1));
  const place = inner === '' ? `a ${noun}` : `'${inner}'`;
  const start = owner === '' ? '' : `${owner}: `;
  if (siblings?.has('*')) {
    const advice = 'Use letters, digits, dots, hyphens and underscores only.';
    return { message: `${start}'${key}' cannot be a name in ${place}`, advice };
  }
  const meant = closestKey(key, siblings?.keys() ?? []);
  const message = `${start}'${key}' is not a key of ${place}`;
  if (meant !== null)
    return {
      message: `${message}; did you mean '${meant}'?`,
      advice: `Write '${meant}', or remove the key.`,
    };
  return { message, advice: `Remove it, or name it 'x-${key}' if it is your own.` };
}

function limitText({ comparison, limit }: Extract<SchemaFault, { kind: 'limit' }>): string {
  return comparison === '>=' ? `${limit} or more` : `${limit} or less`;
}

/** The node at a path below `tree`, aliases and merge keys followed; null where nothing stands. */
export function nodeAt(tree: Tree, path: Path): Tree | null {
  let node: Tree | null = tree;
  for (const step of path) {
    const held: Exclude<Tree, { kind: 'alias' }> | null = deref(node);
    if (typeof step === 'number') node = held?.kind === 'seq' ? (held.items[step] ?? null) : null;
    else node = entriesOf(held).find((entry) => entry.key === step)?.value ?? null;
  }
  return node;
}

/** The nearest of `keys` to `written` by edits of single characters; null where none is near. */
export function closestKey(written: string, keys: Iterable<string>): string | null {
  const word = written.toLowerCase();
  let best: string | null = null;
  // A third of the word may be wrong, but no more than two characters.
  let distance = Math.min(2, Math.floor(word.length / 3)) + 1;
  for (const key of keys) {
    if (Math.abs(key.length - word.length) >= distance) continue;
    const found = editDistance(word, key);
    if (found >= distance) continue;
    distance = found;
    best = key;
  }
  return best;
}

/** How many characters to insert, remove, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let earlier: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const replaced = (previous[j - 1] ?? 0) + (same ? 0 : 1);
      let least = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (earlier[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    earlier = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
