// What a call names, looked up among what there is: an unknown name is an error that says what may have been meant.

import { nameList } from '../../core/compose/name-list.ts';
import { internalError } from '../../core/findings/run-rules.ts';
import { acrossRuleIds, rules } from '../../core/rules/registry.ts';
import { unknownSuppression } from '../../core/rules/suppressions/suppressions.ts';
import { didYouMean } from '../../core/text/closest-word.ts';
import { CallFailure } from '../call-failure.ts';

/** Returns the message that no active service has this name, with the existing ones; `places` are listed too. */
export function noSuchService(
  word: string,
  services: readonly string[],
  places: readonly string[] = [],
): string {
  const near = didYouMean(word, [...services, ...places]);
  const also = places.length === 0 ? '' : `; also ${places.join(', ')}`;
  return `${word}: no such service. ${near}There are ${nameList(services) || 'none'}${also}.`;
}

/** All rules, and Bulkhead's own about itself and suppressions. */
const describedRules: readonly { readonly id: string; readonly slug: string }[] = [
  ...rules,
  internalError,
  unknownSuppression,
];

/** Returns the rule of `known` with this id or slug; `said` repeats the call in the message. */
export function findRule<R extends { readonly id: string; readonly slug: string }>(
  word: string,
  known: readonly R[],
  said: string = word,
): R {
  const wanted = word.toLowerCase();
  const found = known.find(({ id, slug }) => id.toLowerCase() === wanted || slug === wanted);
  if (found) return found;
  const near = didYouMean(word, [...known.map(({ id }) => id), ...known.map(({ slug }) => slug)]);
  throw new CallFailure(
    `${said}: no such rule. ${near || 'Name one by its id, such as CN101. '}bulkhead rule lists them.`,
  );
}

/** Returns the id of a rule given by id or slug. Rules about several stacks need a question about a host. */
export function ruleNamed(word: string, { said = word, host }: { said?: string; host: boolean }): string {
  const { id } = findRule(word, describedRules, said);
  if (!host && acrossRuleIds.has(id))
    throw new CallFailure(`${said}: this rule is about several stacks. Ask about the host (--host).`);
  return id;
}
