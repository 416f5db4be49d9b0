// The top-level `version` of old files (semantics 4.7): Compose ignores a text and refuses anything else.

import { deref, type Tree } from '../../yaml/tree.ts';
import type { Problem } from '../problem.ts';
import { rejected } from './rejected.ts';

/** What there is to say about `version`; null where the file has none. */
export function versionProblem(tree: Tree | null | undefined): Problem | null {
  if (!tree) return null;
  const node = deref(tree);
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') {
    const advice = 'Remove the line; nothing reads it any more.';
    return rejected('invalid-version', "'version' must be a text in quotes", advice, ['version']);
  }
  return {
    kind: 'notice',
    code: 'obsolete-version',
    message: "'version' is obsolete and ignored",
    advice: 'The line can be removed.',
    path: ['version'],
    offset: null,
  };
}
