import { useStore } from 'zustand';
import { type ComparedState, comparedStore } from './compared-store.ts';
import type { SessionState } from './session-state.ts';
import { sessionStore } from './session-store.ts';
import type { UiState } from './ui-state.ts';
import { uiStore } from './ui-store.ts';

/** What `select` picks of the page's session; renders again only when that changes. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(sessionStore, select);
}

/** What `select` picks of the page's ui state. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(uiStore, select);
}

/** What the open files are compared with. */
export function useCompared(): ComparedState {
  return useStore(comparedStore);
}
