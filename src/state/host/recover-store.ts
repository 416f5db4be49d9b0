// The way from the page to a compose file out of what runs, where somebody serves it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Result } from '../../core/text/result.ts';

interface RecoverState {
  /** Asks for the text that would run a project again; null where nobody can be asked. */
  readonly recover: ((project: string) => Promise<Result<string>>) | null;
  /** The project whose text is shown; null for none. */
  readonly asked: string | null;
}

/** A store where nobody can be asked. */
export function createRecoverStore(): StoreApi<RecoverState> {
  return createStore<RecoverState>(() => ({ recover: null, asked: null }));
}
