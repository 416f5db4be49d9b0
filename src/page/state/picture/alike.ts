// Which services of an analysis are alike enough for a pile, found once for it.

import { findPiles } from '../../../core/layout/cards/find-piles.ts';
import { layoutFacts } from '../../../core/layout/layout-input.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

const known = new WeakMap<Analysis, readonly (readonly string[])[]>();

/** Returns groups of services that are alike; cached by analysis. */
export function alikeOf(analysis: Analysis): readonly (readonly string[])[] {
  const before = known.get(analysis);
  if (before) return before;
  const rulesOf = new Map<string, Set<string>>();
  for (const { subjects, rule, suppressed, path } of analysis.findings) {
    if (suppressed !== null) continue;
    // A finding without a path concerns all of its subjects in the same way: one row for one cause.
    for (const subject of path.length === 0 ? subjects : subjects.slice(0, 1)) {
      const rules = rulesOf.get(subject);
      if (rules) rules.add(rule);
      else rulesOf.set(subject, new Set([rule]));
    }
  }
  const { tiers, inactive, proxied } = layoutFacts(analysis, analysis.topology);
  const found = findPiles(analysis.topology, {
    tiers,
    inactive,
    proxied,
    dangerous: analysis.dangers,
    rulesOf,
    needed: (name) => analysis.needs.from(name).map(({ to }) => to),
  });
  known.set(analysis, found);
  return found;
}
