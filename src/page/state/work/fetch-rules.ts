// The rules are not part of the first screen: they are fetched when somebody is there, and whatever opens a file waits for them.

import { noRules } from '../../../core/findings/rule-book.ts';
import type { WorkStore } from './work-store.ts';

/** True once `work` has its rules. */
export function hasRules(work: WorkStore): boolean {
  return work.getState().book !== noRules;
}

/** Fetches the rules of `work`, unless it has them. */
export async function fetchRules(work: WorkStore): Promise<void> {
  if (hasRules(work)) return;
  const { ruleBook } = await import('../../../core/rules/rule-book.ts');
  if (!hasRules(work)) work.setRules(ruleBook);
}

/** Carries out `open` by the rules of `work`: at once where it has them. */
export function openWithRules(work: WorkStore, open: () => void): void {
  if (hasRules(work)) open();
  else void fetchRules(work).then(open);
}
