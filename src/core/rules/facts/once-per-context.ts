// Facts that several rules share are computed once for each context.

import { memoize } from '../../compose/memoize.ts';
import type { RuleContext } from '../../findings/finding.ts';

/** `memoize` for a context, or for what some facts need of one, so that what is computed needs no annotation. */
export function oncePerContext<T extends object, C extends object = RuleContext>(
  compute: (context: C) => T,
): (context: C) => T {
  return memoize(compute);
}
