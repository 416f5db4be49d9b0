// Names of files in the head of a unified diff.

import { octalOf } from './octal.ts';
import { replaced } from './visible-text.ts';

/** A name as git quotes it where it has line ends, or what is obeyed or not seen; `patch` and `git apply` read both forms. */
export function gitPath(path: string): string {
  const text = replaced(path.replace(/["\\]/g, '\\$&'), (character) => octalOf(character, '\\'));
  return text === path ? path : `"${text}"`;
}
