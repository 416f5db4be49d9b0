// Every rule: each file `cnNNN-slug.ts` of this folder exports one as `rule`, and the table of faults of proxies holds the others.

import type { Finding, Rule } from '../findings/finding.ts';
import { type RuleSet, ruleSets } from '../findings/rule-sets.ts';
import { compareBytes } from '../text/compare-bytes.ts';
import { faultRules } from './fault-rules.ts';

const files = import.meta.glob<Rule>('./cn*-*.ts', { import: 'rule', eager: true });

/** All rules in the order of their ids. */
export const rules: readonly Rule[] = [...Object.values(files), ...faultRules].sort((a, b) =>
  compareBytes(a.id, b.id),
);

export const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** True for a rule about several stacks of a host, and so about no project by itself. */
export function isAcrossStacks({ checkStacks }: Rule): boolean {
  return checkStacks !== undefined;
}

/** True for a rule about what lies between the machines of a fleet. */
export function isAcrossMachines({ checkFleet }: Rule): boolean {
  return checkFleet !== undefined;
}

/** The rules about a fleet, those about several stacks, and those about one project. */
export const fleetRules: readonly Rule[] = rules.filter(isAcrossMachines);
export const acrossRules: readonly Rule[] = rules.filter(isAcrossStacks);
export const projectRules: readonly Rule[] = rules.filter(
  (rule) => !isAcrossStacks(rule) && !isAcrossMachines(rule),
);

export const acrossRuleIds: ReadonlySet<string> = new Set(acrossRules.map(({ id }) => id));

/** The ids of the rules about ways in, which read all stacks of a host together. */
export const waysRuleIds: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, checkWays }) => (checkWays ? [id] : [])),
);

/** True for a finding about several stacks of a host, or about the host itself. */
export function concernsSeveralStacks({ rule, stack }: Pick<Finding, 'rule' | 'stack'>): boolean {
  return stack === null || acrossRuleIds.has(rule) || (stack !== undefined && waysRuleIds.has(rule));
}

/** Returns the sets in which a rule is on, in their order. */
export function setsOf({ sets = ruleSets }: Pick<Rule, 'sets'>): readonly RuleSet[] {
  return sets;
}

const inSets: ReadonlyMap<RuleSet, readonly Rule[]> = new Map(
  ruleSets.map((set) => [set, rules.filter((rule) => setsOf(rule).includes(set))]),
);

/** Returns the rules that are on in a set: one list each, since findings about a service are cached by it. */
export function rulesIn(set: RuleSet): readonly Rule[] {
  return inSets.get(set) ?? rules;
}
