import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Draft } from './draft.ts';

/** Whether work is kept: `refused` by the browser, or no room (`full`). */
export type DraftHealth = 'kept' | 'refused' | 'full';

/** What the page shows about drafts. */
export interface DraftStatus {
  readonly health: DraftHealth;
  /** Drafts of earlier work, the last one first; null until they were looked for. */
  readonly earlier: readonly Draft[] | null;
  /** Those that another tab works on. */
  readonly elsewhere: ReadonlySet<string>;
  /** How many drafts there are that this version cannot read; they are left as they are. */
  readonly unreadable: number;
}

export type DraftStatusStore = StoreApi<DraftStatus>;

/** A store that knows of no drafts yet. */
export function createDraftStatusStore(): DraftStatusStore {
  return createStore<DraftStatus>()(() => ({
    health: 'kept',
    earlier: null,
    elsewhere: new Set(),
    unreadable: 0,
  }));
}
