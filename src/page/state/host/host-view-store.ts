// How a person looks at the host: what is selected and pointed at on its map, what is filtered and pinned. Nothing here is undone or
// kept with the files.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { type BandFilter, everyBand, type HostTarget, sameTarget } from '../../../core/map/host-view.ts';

export interface HostViewState {
  /** The selection, which lasts until another one is made. */
  readonly selected: HostTarget | null;
  /** The item under the pointer or the keyboard; highlighted in place of the selection. */
  readonly pointed: HostTarget | null;
  readonly filter: BandFilter;
  /** The ids of pinned stacks, in the order of pinning. */
  readonly pinned: readonly string[];
  /** The stack whose findings are listed; null for all stacks. */
  readonly findingsOf: string | null;
  /** A stack to bring into view; `serial` makes each request a new value. */
  readonly reveal: { readonly serial: number; readonly stack: string } | null;

  /** Selects one item; null clears the selection. */
  select(target: HostTarget | null): void;
  /** Highlights the item under the pointer; null ends it. */
  point(target: HostTarget | null): void;
  setFilter(filter: Partial<BandFilter>): void;
  togglePin(stack: string): void;
  listFindingsOf(stack: string | null): void;
  revealStack(stack: string): void;
}

export type HostViewStore = StoreApi<HostViewState>;

/** Creates a store without a selection or filters. */
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
