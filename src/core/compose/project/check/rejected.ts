// Problems that Compose refuses a file for.

import { type Path, scalarText, type TreeEntry } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import type { Tri } from '../../topology.ts';

/** Returns the problem of a file that Docker Compose refuses although it can be modelled. */
export function rejected(code: string, message: string, advice: string, path: Path): Problem {
  return { kind: 'rejected', code, message, advice, path, offset: null };
}

/** Returns the problem of a boolean `key` that was read as `value`; null for a boolean, or for a variable without a value. */
export function booleanProblem(
  owner: string,
  key: string,
  value: Tri,
  fields: ReadonlyMap<string, TreeEntry>,
  path: Path,
): Problem | null {
  if (value !== 'unknown') return null;
  const text = scalarText(fields.get(key)?.value);
  // With a variable in it, the value is unknown rather than wrong; `unsetVariables` has its name.
  if (text?.includes('$')) return null;
  const what = text === null ? 'a list or a mapping' : `'${text}'`;
  const message = `${owner}: '${key}' must be true or false, but is ${what}`;
  return rejected('invalid-boolean', message, 'Write true or false.', path);
}
