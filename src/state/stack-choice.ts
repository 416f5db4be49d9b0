// The question which of several stacks is meant, while it stands.

import { createStore } from 'zustand/vanilla';
import type { StackPick } from './import-files.ts';
import type { FoundStacks } from './stacks.ts';

export interface StackChoice extends FoundStacks {
  /** Opens what a person picked. */
  readonly open: (pick: Exclude<StackPick, null>) => void;
}

/** Null while nothing is asked. */
export const stackChoiceStore = createStore<{ readonly choice: StackChoice | null }>(() => ({
  choice: null,
}));
