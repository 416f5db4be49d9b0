// Facts that several rules share are computed once for each context.

import type { RuleContext } from '../../finding.ts';

/** The same function, remembering its answer for as long as the context lives. */
export function oncePerContext<T extends object>(
  compute: (context: RuleContext) => T,
): (context: RuleContext) => T {
  const known = new WeakMap<RuleContext, T>();
  return (context) => {
    const before = known.get(context);
    if (before) return before;
    const answer = compute(context);
    known.set(context, answer);
    return answer;
  };
}
