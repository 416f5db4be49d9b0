// How a person looks at the host: what is selected and pointed at on its map, what is filtered and pinned. Nothing here is undone or
// kept with the files.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { type BandFilter, everyBand, type HostTarget, sameTarget } from '../../../core/map/host-view.ts';

export interface HostViewState {
  /** Stays until something else is chosen. */
  readonly selected: HostTarget | null;
  /** Under the pointer or the keyboard; it lights in place of what is selected. */
  readonly pointed: HostTarget | null;
  readonly filter: BandFilter;
  /** Ids of pinned stacks, in the order in which they were pinned. */
  readonly pinned: readonly string[];
  /** The stack whose findings alone are listed; null for all. */
  readonly findingsOf: string | null;
  /** A stack to bring into sight; `serial` makes each wish a new value. */
  readonly reveal: { readonly serial: number; readonly stack: string } | null;

  /** Selects one thing, or takes the selection away. */
  select(target: HostTarget | null): void;
  /** Lights what is pointed at; null for no longer. */
  point(target: HostTarget | null): void;
  setFilter(filter: Partial<BandFilter>): void;
  togglePin(stack: string): void;
  listFindingsOf(stack: string | null): void;
  revealStack(stack: string): void;
}

export type HostViewStore = StoreApi<HostViewState>;

/** A store that shows everything and has nothing selected. */
export function createHostViewStore(): HostViewStore {
  let serial = 0;
  return createStore<HostViewState>()((set, get) => ({
    selected: null,
    pointed: null,
    filter: everyBand,
    pinned: [],
    findingsOf: null,
    reveal: null,
    select: (selected) => set({ selected }),
    point(pointed) {
      const { pointed: before } = get();
      if (before === pointed || (before !== null && pointed !== null && sameTarget(before, pointed))) return;
      set({ pointed });
    },
    setFilter: (filter) => set((state) => ({ filter: { ...state.filter, ...filter } })),
    togglePin: (stack) =>
      set(({ pinned }) => ({
        pinned: pinned.includes(stack) ? pinned.filter((other) => other !== stack) : [...pinned, stack],
      })),
    listFindingsOf: (findingsOf) => set({ findingsOf }),
    revealStack: (stack) => set({ reveal: { serial: ++serial, stack } }),
  }));
}
