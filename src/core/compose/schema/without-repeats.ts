// One mistake, one message: where a check made by hand speaks about a place, the schema has nothing to add.

import type { Path } from '../../yaml/tree.ts';
import type { Problem } from '../problem.ts';

/** The problems of the schema at places that no rejected problem of `others` speaks about. */
export function withoutRepeats(schema: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  if (schema.length === 0) return schema;
  const reported = others.filter(({ kind, code }) => kind === 'rejected' && code !== 'schema');
  return schema.filter(({ path }) => !reported.some((other) => covers(other.path, path)));
}

/** A problem of a whole service or network covers itself only; one of a key also what stands below it. */
function covers(reported: Path, path: Path): boolean {
  if (reported.length > path.length || (reported.length < 3 && reported.length !== path.length)) return false;
  return reported.every((step, index) => step === path[index]);
}
