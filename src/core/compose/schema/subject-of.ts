// How a place in a compose file is called in a message.

import type { Path } from '../../yaml/tree.ts';

const nouns: ReadonlyMap<string | number | undefined, string> = new Map([
  ['services', 'service'],
  ['networks', 'network'],
  ['volumes', 'volume'],
  ['secrets', 'secret'],
  ['configs', 'config'],
  ['models', 'model'],
]);

/** A place in words: `noun` and `name` of the entry that holds it, both empty where none does, and the rest of the path. */
export interface Subject {
  readonly noun: string;
  /** Such as `service 'web'`. */
  readonly owner: string;
  /** Such as `ports[0].target`; empty for the entry itself. */
  readonly inner: string;
}

/** The subject of `path`. */
export function subjectOf(path: Path): Subject {
  const noun = nouns.get(path[0]);
  if (noun === undefined || path.length < 2) return { noun: '', owner: '', inner: dotted(path) };
  return { noun, owner: `${noun} '${path[1]}'`, inner: dotted(path.slice(2)) };
}

/** `service 'web': 'ports[0]'`, or what of it there is. */
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
