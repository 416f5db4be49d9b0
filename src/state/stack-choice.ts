// The question which of several stacks is meant, while it stands.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StackPick } from './import-files.ts';
import type { FoundStacks } from './stacks.ts';

export interface StackChoice extends FoundStacks {
  /** Opens what a person picked. */
  readonly open: (pick: Exclude<StackPick, null>) => void;
}

/** A store with no question: `choice` is null. */
export function createStackChoiceStore(): StoreApi<{ readonly choice: StackChoice | null }> {
  return createStore<{ readonly choice: StackChoice | null }>(() => ({ choice: null }));
}
