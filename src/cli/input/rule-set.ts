// The rule set that a call names: which rules are on, and how much findings weigh.

import { type RuleSet, ruleSets } from '../../core/findings/rule-sets.ts';
import { rules, setsOf } from '../../core/rules/registry.ts';
import { CallFailure } from '../call-failure.ts';

/** Returns the rule set with this name. */
export function readRuleSet(name: string): RuleSet {
  const set = ruleSets.find((ruleSet) => ruleSet === name);
  if (set !== undefined) return set;
  throw new CallFailure(
    `--rules ${name}: no such rule set. Use ${ruleSets.slice(0, -1).join(', ')} or ${ruleSets.at(-1)}.`,
  );
}

/** Refuses a rule that `set` switches off: an empty answer would look like no findings. */
export function demandEnabled(rule: string, set: RuleSet, said: string = rule): void {
  const sets = setsOf(rules.find(({ id }) => id === rule) ?? {});
  if (sets.includes(set)) return;
  throw new CallFailure(`${said}: this rule is off in the rule set ${set}. Choose ${sets.join(' or ')}.`);
}
