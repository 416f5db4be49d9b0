import { useStore } from 'zustand';
import { type DraftsState, draftsStore } from './drafts-store.ts';

/** What `select` picks of the page's drafts. */
export function useDrafts<T>(select: (state: DraftsState) => T): T {
  return useStore(draftsStore, select);
}
