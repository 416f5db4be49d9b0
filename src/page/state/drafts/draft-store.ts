// Where drafts are kept, and which tab works on which of them.

import { createStore, del, set, type UseStore, values } from 'idb-keyval';
import { type Draft, readDraft } from './draft.ts';

// Where drafts are kept: one record each in IndexedDB, written in one transaction, so that none is ever half there.

/** Storage for drafts. A rejected promise means that the browser refuses storage or has no space left. */
export interface DraftStore {
  put(draft: Draft): Promise<void>;
  /** Returns every readable draft, the newest first, and the number of unreadable ones. */
  all(): Promise<{ readonly drafts: readonly Draft[]; readonly unreadable: number }>;
  remove(id: string): Promise<void>;
}

/** Returns the draft storage of this browser. */
export function browserDraftStore(): DraftStore {
  let opened: UseStore | null = null;
  // Opened when first needed: a browser may refuse by throwing.
  function store(): UseStore {
    opened ??= createStore('bulkhead-drafts', 'drafts');
    return opened;
  }
  async function reopenOnFailure<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // After a failed connection the next call opens a new one.
      opened = null;
      throw error;
    }
  }
  return {
    put: (draft) => reopenOnFailure(() => set(draft.id, draft, store())),
    remove: (id) => reopenOnFailure(() => del(id, store())),
    async all() {
      const found = await reopenOnFailure(() => values<unknown>(store()));
      const drafts = found.flatMap((value) => readDraft(value) ?? []);
      drafts.sort((a, b) => b.savedAt - a.savedAt);
      return { drafts, unreadable: found.length - drafts.length };
    },
  };
}

// Which tab works on which draft, held by the browser's locks: a lock ends with its tab, even when that crashes.

/** Claims on drafts. `onLost` is called when another tab takes a draft over. */
export interface DraftClaims {
  /** Claims a draft; false when another tab holds it. */
  claim(id: string, onLost: () => void): Promise<boolean>;
  takeOver(id: string, onLost: () => void): Promise<boolean>;
  release(id: string): void;
  /** Returns the drafts that any tab holds. */
  held(): Promise<ReadonlySet<string>>;
}

const prefix = 'bulkhead-draft:';

/** Returns the claims of this tab. Without locks (on an insecure address) every draft counts as free. */
export function browserClaims(locks: LockManager | undefined): DraftClaims {
  const releases = new Map<string, () => void>();

  function requestLock(id: string, options: LockOptions, onLost: () => void): Promise<boolean> {
    if (locks === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      locks
        .request(prefix + id, options, (lock) => {
          resolve(lock !== null);
          if (lock === null) return;
          return new Promise<void>((release) => releases.set(id, release));
        })
        // A lock that is taken over ends here.
        .catch(() => {
          resolve(false);
          if (releases.delete(id)) onLost();
        });
    });
  }

  return {
    claim: (id, onLost) => requestLock(id, { ifAvailable: true }, onLost),
    takeOver: (id, onLost) => requestLock(id, { steal: true }, onLost),
    release(id) {
      const release = releases.get(id);
      releases.delete(id);
      release?.();
    },
    async held() {
      const { held = [] } = (await locks?.query()) ?? {};
      const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
      return new Set(names);
    },
  };
}
