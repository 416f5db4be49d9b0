// The message for a mismatch with the schema: what is wrong, and what to do about it.

import { closestWord } from '../../text/closest-word.ts';
import type { Writable } from '../../yaml/format-value.ts';
import { deref, entriesOf, type Path, type Tree } from '../../yaml/tree.ts';
import type { PickedFault } from './pick-faults.ts';
import type { KeyTree, SchemaFault } from './schema-check.ts';

/** The message and advice of a problem. */
export interface ProblemWords {
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

/** Returns the words for one fault. `node` is the node at its path, `siblings` are the keys allowed there. */
export function faultMessage(
  { path, value, fault }: PickedFault,
  node: Tree | null,
  siblings: KeyTree | null,
): ProblemWords {
  const subject = subjectText(subjectOf(path));
  const stands = foundText(node, value);
  switch (fault.kind) {
    case 'type': {
      const message = `${subject} must be ${formsText(fault.types)}, but is ${stands}`;
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
      return { message: `${list} names ${foundText(node, null)} twice`, advice: 'Remove one of the two.' };
    }
    case 'limit':
      return {
        message: `${subject} must be ${limitText(fault)}, but is ${stands}`,
        advice: 'Correct the number.',
      };
    case 'pattern': {
      const advice = patternAdvice.get(path.at(-1)) ?? `Write a string that matches ${fault.pattern}.`;
      return { message: `${subject} cannot be ${stands}`, advice };
    }
    case 'duration': {
      const advice = 'Write a number with its unit, such as 30s or 1m30s.';
      return { message: `${subject} must be a duration, but is ${stands}`, advice };
    }
    case 'no-form':
      // Reported only where no form has a fault of its own.
      return {
        message: `${subject} has no form that Compose accepts`,
        advice: 'Write it in another form.',
      };
  }
}

function unknownKey(path: Path, key: string, siblings: KeyTree | null): ProblemWords {
  const { noun, owner, inner } = subjectOf(path.slice(0, -1));
  const place = inner === '' ? `a ${noun}` : `'${inner}'`;
  const start = owner === '' ? '' : `${owner}: `;
  if (siblings?.has('*')) {
    const advice = 'Use letters, digits, dots, hyphens and underscores only.';
    return { message: `${start}'${key}' cannot be a name in ${place}`, advice };
  }
  const meant = closestWord(key, siblings?.keys() ?? []);
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

/** Returns the node at a path below `tree`, following aliases and merge keys; null when there is none. */
export function nodeAt(tree: Tree, path: Path): Tree | null {
  let node: Tree | null = tree;
  for (const step of path) {
    const held: Exclude<Tree, { kind: 'alias' }> | null = deref(node);
    if (typeof step === 'number') node = held?.kind === 'seq' ? (held.items[step] ?? null) : null;
    else node = entriesOf(held).find((entry) => entry.key === step)?.value ?? null;
  }
  return node;
}

/**
 * Returns the types that the schema allows, in words: `a text or a list`. Texts beside booleans are not named, since they are words for
 * booleans.
 */
function formsText(types: readonly string[]): string {
  const has = (type: string): boolean => types.includes(type);
  const scalars =
    has('boolean') && has('string') && (has('number') || has('integer'))
      ? ['a single value']
      : [
          ...(has('string') && !has('boolean') ? ['a string'] : []),
          ...(has('number') ? ['a number'] : has('integer') ? ['a whole number'] : []),
          ...(has('boolean') ? ['true or false'] : []),
        ];
  const words = [
    ...scalars,
    ...(has('array') ? ['a list'] : []),
    ...(has('object') ? ['a mapping'] : []),
    ...(has('null') ? ['nothing'] : []),
  ];
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** Returns the words for the value that was found; `value` is the value after interpolation. */
function foundText(node: Tree | null, value: Writable): string {
  const held = deref(node);
  if (held === null) return 'empty';
  if (held.kind === 'map') return 'a mapping';
  if (held.kind === 'seq') return 'a list';
  if (held.value === null) return 'empty';
  if (typeof value === 'number') return `the number ${held.text}`;
  if (typeof value === 'boolean') return `an unquoted ${held.text}`;
  return `'${typeof value === 'string' ? value : held.text}'`;
}

/** Returns the advice for a value that has none of `types`. */
function formAdvice(types: readonly string[], node: Tree | null): string {
  const held = deref(node);
  const has = (type: string): boolean => types.includes(type);
  if (held === null || (held.kind === 'scalar' && held.value === null)) {
    if (has('array')) return 'Write one item per line below it, or remove the line.';
    return has('object') ? 'Write keys below it, or remove the line.' : 'Write a value, or remove the line.';
  }
  if (held.kind === 'scalar' && has('string')) {
    return has('boolean') ? 'Write true or false.' : `Put it in quotes: "${held.text}".`;
  }
  if (has('array')) return 'Write one item per line, each after a hyphen.';
  if (has('object')) return 'Write keys below it, each with a colon.';
  if (held.kind === 'map' && has('string') && !has('boolean') && entriesOf(held).length === 1) {
    return 'Put the whole item in quotes; a colon followed by a space makes it a mapping.';
  }
  if (has('boolean') && !has('number')) return 'Write true or false.';
  return has('string') ? 'Write one string there.' : 'Write one number there.';
}

const nouns: ReadonlyMap<string | number | undefined, string> = new Map([
  ['services', 'service'],
  ['networks', 'network'],
  ['volumes', 'volume'],
  ['secrets', 'secret'],
  ['configs', 'config'],
  ['models', 'model'],
]);

/** A path in words: its entry, and the remaining path. */
interface Subject {
  readonly noun: string;
  /** The entry, such as `service 'web'`; empty when the path is in none. */
  readonly owner: string;
  /** The path inside the entry, such as `ports[0].target`; empty for the entry itself. */
  readonly inner: string;
}

/** Returns the subject of a path. */
export function subjectOf(path: Path): Subject {
  const noun = nouns.get(path[0]);
  if (noun === undefined || path.length < 2) return { noun: '', owner: '', inner: dotted(path) };
  return { noun, owner: `${noun} '${path[1]}'`, inner: dotted(path.slice(2)) };
}

/** Returns a subject as text, such as `service 'web': 'ports[0]'`. */
export function subjectText({ owner, inner }: Subject): string {
  if (owner === '') return `'${inner}'`;
  return inner === '' ? owner : `${owner}: '${inner}'`;
}

function dotted(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
