// Facts about all views together that mostly outlive an edit. The last answer is kept for each list of active services, which
// stays one object while no service comes or goes; it serves again where no view has changed in what the fact rests on.

import type { RuleContext } from '../../finding.ts';
import type { ServiceView, ServiceViews } from '../../service-view.ts';
import { oncePerContext } from './once-per-context.ts';

interface Kept<T> {
  readonly views: ServiceViews;
  readonly answer: T;
}

/** A fact made by `compute`, which looks at nothing of the context but what `same` compares of each view. */
export function keptOverEdits<T extends object>(
  same: (before: ServiceView, after: ServiceView) => boolean,
  compute: (context: RuleContext) => T,
): (context: RuleContext) => T {
  const kept = new WeakMap<readonly string[], Kept<T>>();
  return oncePerContext((context) => {
    const { views, reach } = context;
    const before = kept.get(reach.services);
    const answer = before && holds(before.views, views, same) ? before.answer : compute(context);
    kept.set(reach.services, { views, answer });
    return answer;
  });
}

function holds(
  before: ServiceViews,
  after: ServiceViews,
  same: (before: ServiceView, after: ServiceView) => boolean,
): boolean {
  if (before.size !== after.size) return false;
  const old = before.values();
  for (const view of after.values()) {
    const known = old.next().value;
    if (known === view) continue;
    if (known === undefined || !same(known, view)) return false;
  }
  return true;
}
