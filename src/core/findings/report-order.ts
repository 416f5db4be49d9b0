// What a report of findings says in full and what it folds, on the command line and in the page alike.

import type { Cause } from './causes.ts';
import { type Finding, severities } from './finding.ts';

/** The number of causes that a report says in full. */
export const maxWorst = 3;

/** The number of rows that one rule has before the others are folded. */
const maxOfRule = 3;

/** Maximum length of a message in a row, in characters. */
const longestLine = 160;

/** Returns the most severe causes that count, or the first ones when none counts. */
export function worstCauses(causes: readonly Cause[], counted: ReadonlySet<Finding>): ReadonlySet<Cause> {
  const rank = ({ first }: Cause): number =>
    (counted.has(first) ? 0 : severities.length) + severities.indexOf(first.severity);
  return new Set([...causes].sort((a, b) => rank(a) - rank(b)).slice(0, maxWorst));
}

/** The causes of one rule: the first few, and those that a report folds into one line. */
export interface RuleRows<C extends Cause> {
  readonly rule: string;
  readonly slug: string;
  readonly shown: readonly C[];
  readonly folded: readonly C[];
}

/** Returns causes by rule, in their order, with what is folded. */
export function rowsByRule<C extends Cause>(causes: readonly C[]): readonly RuleRows<C>[] {
  const byRule = new Map<string, C[]>();
  for (const cause of causes) {
    const list = byRule.get(cause.first.rule);
    if (list) list.push(cause);
    else byRule.set(cause.first.rule, [cause]);
  }
  return [...byRule.values()].flatMap((list): readonly RuleRows<C>[] => {
    const [cause] = list;
    if (cause === undefined) return [];
    const { rule, slug } = cause.first;
    return [{ rule, slug, shown: list.slice(0, maxOfRule), folded: list.slice(maxOfRule) }];
  });
}

/** Returns the number of findings that causes stand for. */
export function findingsIn(causes: readonly Cause[]): number {
  return causes.reduce((sum, { others, also }) => sum + 1 + others.length + also.length, 0);
}

/** Returns the first sentence of a message, cut when it is long. */
export function shortMessage(message: string): string {
  const [sentence = ''] = /^.*?[.](?= |$)/.exec(message) ?? [message];
  return sentence.length <= longestLine ? sentence : `${sentence.slice(0, longestLine)}…`;
}
