// The word of `--rules`.

import { type RuleSet, ruleSets } from '../../core/analysis/findings/rule-sets.ts';
import { CallFailure } from '../call-failure.ts';

/** The rule set that `--rules` names. */
export function readRuleSet(word: string): RuleSet {
  const set = ruleSets.find((one) => one === word);
  if (set !== undefined) return set;
  throw new CallFailure(`--rules ${word}: no such rule set. Use default, strict, cis or homelab.`);
}
