// What is wrong with a file as such: it cannot be read, or Docker Compose refuses it.

import type { Path } from '../yaml/tree.ts';

/** `unreadable`: no model can be made (exit 2, the last good model stays). `rejected`: Compose refuses, we still model it (CN601). `notice`: shown, not wrong. */
type ProblemKind = 'unreadable' | 'rejected' | 'notice';

/** One problem. `offset` is into the text where the parser knows it; else the place is found by `path`. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Stable word for tests and machines, such as `undefined-network`. */
  readonly code: string;
  /** What is wrong, without file and line. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  readonly path: Path;
  readonly offset: number | null;
  /** Of `missing-service-file`: the file, which several services may ask for. */
  readonly missing?: { readonly file: string; readonly key: string };
}

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
