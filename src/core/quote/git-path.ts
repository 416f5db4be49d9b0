// Names of files in the head of a unified diff.

import { octalOf } from './octal.ts';
import { withVisible } from './visible-text.ts';

/**
 * Returns a file name quoted as git does when it contains line ends, control characters or invisible ones; `patch` and `git apply` read
 * both forms.
 */
export function gitPath(path: string): string {
  const text = withVisible(path.replace(/["\\]/g, '\\$&'), (character) => octalOf(character, '\\'));
  return text === path ? path : `"${text}"`;
}
