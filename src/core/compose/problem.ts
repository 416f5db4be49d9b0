// What is wrong with a file as such: it cannot be read, or Docker Compose refuses it.

import type { Path } from '../yaml/tree.ts';

/**
 * The severity of a problem. `unreadable`: no model can be built (exit 2, the last good model stays). `rejected`: Compose refuses the file,
 * which is modelled nevertheless (CN601). `notice`: shown, but not wrong.
 */
type ProblemKind = 'unreadable' | 'rejected' | 'notice';

/** A problem. `offset` is its position in the text when the parser knows it; otherwise `path` leads to it. */
export interface Problem {
  readonly kind: ProblemKind;
  /** A stable code for tests and programs, such as `undefined-network`. */
  readonly code: string;
  /** The fault, without file and line. */
  readonly message: string;
  /** The advice. */
  readonly advice: string;
  readonly path: Path;
  readonly offset: number | null;
  /** The file of a `missing-service-file`, which several services may name. */
  readonly missing?: { readonly file: string; readonly key: string };
}

/** Returns the schema's problems at places that no rejected problem of `others` covers. */
export function withoutRepeats(schema: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  if (schema.length === 0) return schema;
  const reported = others.filter(({ kind, code }) => kind === 'rejected' && code !== 'schema');
  return schema.filter(({ path }) => !reported.some((other) => covers(other.path, path)));
}

/** True when a reported path covers another one: a whole service or network covers only itself, a key also everything below it. */
function covers(reported: Path, path: Path): boolean {
  if (reported.length > path.length || (reported.length < 3 && reported.length !== path.length)) return false;
  return reported.every((step, index) => step === path[index]);
}
