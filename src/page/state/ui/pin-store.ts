// Where a person put cards: by the name of the file and of the service, so that pins outlive edits of the text and reloads.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Slot } from '../../../core/layout/scene.ts';
import { readPreference, writePreference } from './preferences.ts';

type Pins = ReadonlyMap<string, Slot>;

export interface PinState {
  /** The file that the pins belong to. */
  readonly file: string;
  readonly pins: Pins;
  /** Loads the pins of another file. */
  turnTo(file: string): void;
  pin(service: string, slot: Slot): void;
  unpin(service: string): void;
  unpinAll(): void;
}

function isEntry(value: unknown): value is [string, { group: string; sub: number; row: number }] {
  if (!Array.isArray(value) || typeof value[0] !== 'string') return false;
  const slot: unknown = value[1];
  if (typeof slot !== 'object' || slot === null) return false;
  if (!('group' in slot) || !('sub' in slot) || !('row' in slot)) return false;
  return typeof slot.group === 'string' && Number.isInteger(slot.sub) && Number.isInteger(slot.row);
}

function remembered(file: string): Pins {
  try {
    const found: unknown = JSON.parse(readPreference(`pins.${file}`) ?? '[]');
    if (!Array.isArray(found)) return new Map();
    return new Map(
      found.filter(isEntry).map(([name, { group, sub, row }]) => [name, { group, sub, row, pinned: true }]),
    );
  } catch {
    return new Map();
  }
}

/** Creates a store without a file or pins. */
export function createPinStore(): StoreApi<PinState> {
  return createStore<PinState>()((set, get) => {
    const store = (pins: Pins): void => {
      writePreference(`pins.${get().file}`, JSON.stringify([...pins]));
      set({ pins });
    };
    return {
      file: '',
      pins: new Map(),
      turnTo: (file) => set((state) => (state.file === file ? state : { file, pins: remembered(file) })),
      pin: (service, slot) => store(new Map([...get().pins, [service, slot]])),
      unpin: (service) => store(new Map([...get().pins].filter(([name]) => name !== service))),
      unpinAll: () => store(new Map()),
    };
  });
}
