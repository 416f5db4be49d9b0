// Which version the open files are compared with: as they were opened, unless a person chose another one. Nothing of it is
// kept when the page closes.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { readPreference, writePreference } from './preferences.ts';

/** Another version of an open file, for comparison. */
export interface OtherVersion {
  /** The name of the chosen file, which shows its origin. */
  readonly name: string;
  /** The open file that it is a version of. */
  readonly file: string;
  readonly text: string;
}

export interface ComparedState {
  readonly version: OtherVersion | null;
  readonly layout: 'unified' | 'split';
  setVersion(version: OtherVersion | null): void;
  setLayout(layout: 'unified' | 'split'): void;
}

/** Creates a store that compares with the files as opened. */
export function createComparedStore(): StoreApi<ComparedState> {
  return createStore<ComparedState>()((set) => ({
    version: null,
    layout: readPreference('diff') === 'split' ? 'split' : 'unified',
    setVersion: (version) => set({ version }),
    setLayout(layout) {
      writePreference('diff', layout);
      set({ layout });
    },
  }));
}
