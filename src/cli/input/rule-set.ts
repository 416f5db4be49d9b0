// The rule set that a call names: which rules are on, and how much findings weigh.

import { type RuleSet, ruleSets, setsWith } from '../../core/findings/rule-sets.ts';
import { CallFailure } from '../call-failure.ts';

/** The rule set of this name. */
export function readRuleSet(name: string): RuleSet {
  const set = ruleSets.find((ruleSet) => ruleSet === name);
  if (set !== undefined) return set;
  throw new CallFailure(
    `--rules ${name}: no such rule set. Use ${ruleSets.slice(0, -1).join(', ')} or ${ruleSets.at(-1)}.`,
  );
}

/** Refuses to ask for a rule that is off in `set`: an empty answer would look as if nothing were found. */
export function demandOn(rule: string, set: RuleSet, said: string = rule): void {
  const sets = setsWith(rule);
  if (sets.includes(set)) return;
  throw new CallFailure(`${said}: this rule is off in the rule set ${set}. Choose ${sets.join(' or ')}.`);
}
