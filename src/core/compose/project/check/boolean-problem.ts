// A value that should be a boolean and is none to Compose.

import { type Path, scalarText, type TreeEntry } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import type { Tri } from '../../topology.ts';
import { rejected } from './rejected.ts';

/** The problem of `key`, whose reading gave `value`; null where it is a boolean or a variable that nobody set. */
export function booleanProblem(
  owner: string,
  key: string,
  value: Tri,
  fields: ReadonlyMap<string, TreeEntry>,
  path: Path,
): Problem | null {
  if (value !== 'unknown') return null;
  const text = scalarText(fields.get(key)?.value);
  // With a variable in it, the value is not known rather than wrong; `unsetVariables` has its name.
  if (text?.includes('$')) return null;
  const what = text === null ? 'a list or a map' : `'${text}'`;
  const message = `${owner}: '${key}' must be true or false, but ${what} stands there`;
  return rejected('invalid-boolean', message, 'Write true or false.', path);
}
