// The one owner of what is on the page but not in the file. It knows no DOM: the shell applies the theme, shows
// notices and reads announcements aloud.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { readPreference, writePreference } from './preferences.ts';
import { toggleSelected } from './selection.ts';
import type { PanelId, Theme, UiState } from './ui-state.ts';

export type UiStore = StoreApi<UiState>;

const nobody: ReadonlySet<string> = new Set();

function rememberedTheme(): Theme {
  const theme = readPreference('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function rememberedOpen(panel: PanelId): boolean {
  return readPreference(`open.${panel}`) !== 'no';
}

/** A store with nothing selected, theme and open panels as they were left. */
export function createUiStore(): UiStore {
  let serial = 0;
  const next = () => ++serial;
  return createStore<UiState>()((set) => ({
    selection: [],
    view: null,
    pane: 'findings',
    line: null,
    file: null,
    highlighted: nobody,
    overlay: null,
    theme: rememberedTheme(),
    open: {
      palette: rememberedOpen('palette'),
      inspector: rememberedOpen('inspector'),
      panes: rememberedOpen('panes'),
    },
    dialog: null,
    legend: readPreference('legend') === 'yes',
    spread: new Set(),
    paletteDrag: null,
    announcement: null,
    notice: null,
    select: (items) => set({ selection: items, highlighted: nobody }),
    toggleSelect: (item) =>
      set((state) => ({ selection: toggleSelected(state.selection, item), highlighted: nobody })),
    focus: (item) =>
      set({
        selection: [item],
        highlighted: nobody,
        view: { serial: next(), type: 'reveal', target: item },
      }),
    reveal: (item) => set({ view: { serial: next(), type: 'reveal', target: item } }),
    highlight: (services) => set({ highlighted: services.length === 0 ? nobody : new Set(services) }),
    showOverlay: (overlay) => set({ overlay, highlighted: nobody }),
    requestView: (type) => set({ view: { serial: next(), type, target: null } }),
    showPane: (pane) => set((state) => ({ pane, open: { ...state.open, panes: true } })),
    showFile: (file) => set({ file }),
    markLine: (line, file) => set({ line: { serial: next(), line }, file }),
    showLine: (line, file) =>
      set((state) => ({
        pane: 'yaml',
        line: { serial: next(), line },
        file,
        open: { ...state.open, panes: true },
      })),
    setTheme(theme) {
      writePreference('theme', theme);
      set({ theme });
    },
    setOpen(panel, open) {
      writePreference(`open.${panel}`, open ? 'yes' : 'no');
      set((state) => (state.open[panel] === open ? state : { open: { ...state.open, [panel]: open } }));
    },
    setDialog: (dialog) => set({ dialog }),
    setLegend(legend) {
      writePreference('legend', legend ? 'yes' : 'no');
      set({ legend });
    },
    spreadPile: (members) => set((state) => ({ spread: new Set([...state.spread, ...members]) })),
    foldPiles: () => set({ spread: new Set() }),
    setPaletteDrag: (paletteDrag) => set({ paletteDrag }),
    announce: (text) => set({ announcement: { serial: next(), text } }),
    // Not announced besides: notices stand in a live region of their own, and it would be read aloud twice.
    toast: (text, tone = 'info', command = null) => set({ notice: { serial: next(), tone, text, command } }),
  }));
}
