// The rule set that a person chose, used for whatever is opened: one choice for all files.

import { type RuleSet, ruleSets } from '../../core/analysis/findings/rule-sets.ts';
import type { ReachOptions } from '../../core/analysis/reach/reach-model.ts';
import { forgetPreference, readPreference, writePreference } from '../ui/preferences.ts';

/** `options` with the rule set that is remembered; what storage gives back is not trusted. */
export function withKeptRuleSet(options: ReachOptions): ReachOptions {
  const kept = readPreference('rules');
  const rules = ruleSets.find((one) => one === kept);
  return rules === undefined || rules === 'default' ? options : { ...options, rules };
}

/** Remembers the rule set. */
export function keepRuleSet(rules: RuleSet): void {
  if (rules === 'default') forgetPreference('rules');
  else writePreference('rules', rules);
}
