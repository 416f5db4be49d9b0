// The shape of what Compose refuses.

import type { Path } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';

/** A problem of a file that Docker Compose refuses although a model can be made of it. */
export function rejected(code: string, message: string, advice: string, path: Path): Problem {
  return { kind: 'rejected', code, message, advice, path, offset: null };
}
