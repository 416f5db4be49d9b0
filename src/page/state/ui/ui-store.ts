// The one owner of everything on the page that is not in the file. It does not depend on the DOM: the shell applies the theme, shows
// notices and reads announcements aloud.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { readPreference, writePreference } from './preferences.ts';
import { toggleSelected } from './selection.ts';
import { isSmallScreen } from './small-screen.ts';
import type { PaneId, PanelId, Theme, UiState } from './ui-state.ts';

export type UiStore = StoreApi<UiState>;

const nobody: ReadonlySet<string> = new Set();

function rememberedTheme(): Theme {
  const theme = readPreference('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function rememberedOpen(panel: PanelId): boolean | null {
  const open = readPreference(`open.${panel}`);
  return open === null ? null : open === 'yes';
}

function rememberOpen(panel: PanelId, open: boolean): void {
  writePreference(`open.${panel}`, open ? 'yes' : 'no');
}

const panes: readonly PaneId[] = ['findings', 'matrix', 'names', 'ports', 'yaml', 'diff', 'intents'];

function rememberedPane(): PaneId {
  const pane = readPreference('pane');
  return panes.find((id) => id === pane) ?? 'findings';
}

/** Creates a store without a selection, with theme and panels as they were left. */
export function createUiStore(): UiStore {
  let serial = 0;
  const next = () => ++serial;
  return createStore<UiState>()((set, get) => ({
    selection: [],
    view: null,
    made: null,
    pane: rememberedPane(),
    line: null,
    file: null,
    highlighted: nobody,
    overlay: null,
    theme: rememberedTheme(),
    open: {
      // On a telephone the palette would cover everything.
      palette: rememberedOpen('palette') ?? (isSmallScreen() ? false : null),
      inspector: rememberedOpen('inspector') ?? true,
      panes: rememberedOpen('panes') ?? false,
    },
    docked: readPreference('docked') !== 'no',
    fileAsked: false,
    inspectorCalled: false,
    trying: false,
    dialog: null,
    splitting: null,
    legend: readPreference('legend') === 'yes',
    overview: readPreference('overview') === 'yes',
    spread: new Set(),
    typed: new Map(),
    paletteDrag: null,
    announcement: null,
    notice: null,
    select: (items) => set({ selection: items, highlighted: nobody, fileAsked: false }),
    toggleSelect: (item) =>
      set((state) => ({
        selection: toggleSelected(state.selection, item),
        highlighted: nobody,
        fileAsked: false,
      })),
    focus: (item) =>
      set({
        selection: [item],
        highlighted: nobody,
        fileAsked: false,
        view: { serial: next(), type: 'reveal', target: item },
      }),
    reveal: (item) => set({ view: { serial: next(), type: 'reveal', target: item } }),
    showMade: (items) => set({ made: { serial: next(), items } }),
    highlight: (services) => set({ highlighted: services.length === 0 ? nobody : new Set(services) }),
    showOverlay(overlay) {
      set({ overlay, highlighted: nobody });
      // Its list goes with it; what was open before comes back.
      if (overlay === null && get().pane === 'overlay')
        set(({ open }) => ({
          pane: rememberedPane(),
          open: { ...open, panes: rememberedOpen('panes') ?? false },
        }));
    },
    requestView: (type) => set({ view: { serial: next(), type, target: null } }),
    showPane(pane) {
      if (pane !== 'overlay') {
        writePreference('pane', pane);
        rememberOpen('panes', true);
      }
      set((state) => ({ pane, open: { ...state.open, panes: true } }));
    },
    showFile: (file) => set({ file }),
    markLine: (line, file) => set({ line: { serial: next(), line }, file }),
    showLine(line, file) {
      get().showPane('yaml');
      set({ line: { serial: next(), line }, file });
    },
    setTheme(theme) {
      writePreference('theme', theme);
      set({ theme });
    },
    setOpen(panel, open) {
      rememberOpen(panel, open);
      set((state) => (state.open[panel] === open ? state : { open: { ...state.open, [panel]: open } }));
    },
    setDocked(docked) {
      writePreference('docked', docked ? 'yes' : 'no');
      set({ docked });
    },
    callForFile() {
      get().select([]);
      set({ fileAsked: true, inspectorCalled: true });
    },
    leaveFile: () => set({ fileAsked: false }),
    callInspector() {
      rememberOpen('inspector', true);
      set((state) => ({
        open: { ...state.open, inspector: true },
        fileAsked: state.selection.length === 0,
        inspectorCalled: true,
      }));
    },
    answerInspectorCall: () => set({ inspectorCalled: false }),
    setTrying: (trying) => set({ trying }),
    setDialog: (dialog) => set({ dialog }),
    askSplit: (network) => set({ dialog: 'split', splitting: network }),
    setLegend(legend) {
      writePreference('legend', legend ? 'yes' : 'no');
      set({ legend });
    },
    setOverview(overview) {
      writePreference('overview', overview ? 'yes' : 'no');
      set({ overview });
    },
    spreadPile: (members) => set((state) => ({ spread: new Set([...state.spread, ...members]) })),
    setTyped: (form, text) =>
      set(({ typed }) => {
        const next = new Map(typed);
        if (text === '') next.delete(form);
        else next.set(form, text);
        return { typed: next };
      }),
    foldPile: (members) =>
      set((state) => ({ spread: new Set([...state.spread].filter((name) => !members.includes(name))) })),
    foldPiles: () => set({ spread: new Set() }),
    setPaletteDrag: (paletteDrag) => set({ paletteDrag }),
    announce: (text) => set({ announcement: { serial: next(), text } }),
    // Not announced as well: notices are in a live region of their own, so it would be read aloud twice.
    toast: (text, tone = 'info', command = null, leftOut = []) =>
      set({ notice: { serial: next(), tone, text, command, leftOut } }),
  }));
}
