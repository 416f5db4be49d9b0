// Facts that several rules share are computed once for each context.

import { oncePer } from '../../../compose/once-per.ts';
import type { RuleContext } from '../../findings/finding.ts';

/** `oncePer` for a context, so that what is computed needs no annotation. */
export function oncePerContext<T extends object>(
  compute: (context: RuleContext) => T,
): (context: RuleContext) => T {
  return oncePer(compute);
}
