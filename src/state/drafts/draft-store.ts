// Where drafts are kept: one record each in IndexedDB, written in one transaction, so that none is ever half there.

import { createStore, del, set, type UseStore, values } from 'idb-keyval';
import { type Draft, readDraft } from './draft.ts';

/** A rejected promise is a browser that refuses storage or has no room. */
export interface DraftStore {
  put(draft: Draft): Promise<void>;
  /** Every draft that can be read, the last one first, and how many cannot. */
  all(): Promise<{ readonly drafts: readonly Draft[]; readonly unreadable: number }>;
  remove(id: string): Promise<void>;
}

/** The drafts of this browser. */
export function browserDraftStore(): DraftStore {
  let opened: UseStore | null = null;
  // Opened when first needed: a browser may refuse by throwing.
  function store(): UseStore {
    opened ??= createStore('bulkhead-drafts', 'drafts');
    return opened;
  }
  async function tried<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // After a failed connection the next call opens a new one.
      opened = null;
      throw error;
    }
  }
  return {
    put: (draft) => tried(() => set(draft.id, draft, store())),
    remove: (id) => tried(() => del(id, store())),
    async all() {
      const found = await tried(() => values<unknown>(store()));
      const drafts = found.flatMap((value) => readDraft(value) ?? []);
      drafts.sort((a, b) => b.savedAt - a.savedAt);
      return { drafts, unreadable: found.length - drafts.length };
    },
  };
}
