import type { Draft } from '../draft.ts';
import type { DraftClaims, DraftStore } from '../draft-store.ts';

/** A browser's storage that outlives its tabs. `delay` is how long a write takes. */
export interface MemoryDraftStore extends DraftStore {
  /** What a tab that opens now would find. */
  readonly records: Map<string, Draft>;
  /** From now on every write fails so; null ends it. */
  fail(name: string | null): void;
}

/** Returns a store in memory whose writes take effect after `delay` milliseconds, each at once. */
export function memoryDraftStore(delay: number): MemoryDraftStore {
  const records = new Map<string, Draft>();
  let failure: string | null = null;
  async function written(change: () => void): Promise<void> {
    await new Promise((done) => setTimeout(done, delay));
    if (failure !== null) throw new DOMException('no', failure);
    change();
  }
  return {
    records,
    fail(name) {
      failure = name;
    },
    put: (draft) => written(() => records.set(draft.id, draft)),
    remove: (id) => written(() => records.delete(id)),
    all: async () => ({
      drafts: [...records.values()].sort((a, b) => b.savedAt - a.savedAt),
      unreadable: 0,
    }),
  };
}

/** Locks that several tabs of one browser share. */
export function memoryClaims(): () => DraftClaims {
  const holders = new Map<string, { readonly tab: object; readonly onLost: () => void }>();
  return () => {
    const tab = {};
    return {
      async claim(id, onLost) {
        const holder = holders.get(id);
        if (holder !== undefined && holder.tab !== tab) return false;
        holders.set(id, { tab, onLost });
        return true;
      },
      async takeOver(id, onLost) {
        const holder = holders.get(id);
        holders.set(id, { tab, onLost });
        if (holder !== undefined && holder.tab !== tab) holder.onLost();
        return true;
      },
      release(id) {
        if (holders.get(id)?.tab === tab) holders.delete(id);
      },
      held: async () => new Set(holders.keys()),
    };
  };
}
