// Facts that several rules share are computed once for each context.

import { memoize } from '../../compose/memoize.ts';
import type { RuleContext } from '../../findings/finding.ts';

/** Caches a fact by context, or by the part of a context that some facts need, so that the fact needs no type annotation. */
export function oncePerContext<T extends object, C extends object = RuleContext>(
  compute: (context: C) => T,
): (context: C) => T {
  return memoize(compute);
}
