// The one owner of everything on the page that is not in the file. It does not depend on the DOM: the shell applies the theme, shows
// notices and reads announcements aloud.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { dockSideOf, rememberedDock } from './dock.ts';
import { readPreference, writePreference } from './preferences.ts';
import { toggleSelected } from './selection.ts';
import { isSmallScreen } from './small-screen.ts';
import { type PaneId, type PanelId, paneIds, type Theme, type UiState } from './ui-state.ts';

export type UiStore = StoreApi<UiState>;

const nobody: ReadonlySet<string> = new Set();

function rememberedTheme(): Theme {
  const theme = readPreference('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function rememberedOpen(panel: PanelId | 'inspector'): boolean | null {
  const open = readPreference(`open.${panel}`);
  return open === null ? null : open === 'yes';
}

function rememberOpen(panel: PanelId | 'inspector', open: boolean): void {
  writePreference(`open.${panel}`, open ? 'yes' : 'no');
}

function rememberedPane(): PaneId {
  const pane = readPreference('pane');
  // The list of an overlay goes with it.
  return paneIds.find((id) => id === pane && id !== 'overlay') ?? 'findings';
}

/** Returns the change that opens the dock at a pane, or shows another pane of the open dock. */
function openedAt(pane: PaneId, { open, dock, paletteAside }: UiState): Partial<UiState> {
  const narrow = pane === 'details' && (dock.narrow || !open.panes);
  return {
    pane,
    open: { ...open, panes: true },
    dock: { ...dock, narrow },
    paletteAside: paletteAside || (!narrow && dockSideOf({ ...dock, narrow }, pane) === 'right'),
  };
}

/** Creates a store without a selection, with theme and panels as they were left. */
export function createUiStore(): UiStore {
  let serial = 0;
  const next = () => ++serial;
  const pane = rememberedPane();
  const dock = rememberedDock(pane);
  const panesOpen = rememberedOpen('panes') ?? false;
  return createStore<UiState>()((set, get) => ({
    selection: [],
    view: null,
    made: null,
    pane,
    dock,
    wholeSheet: false,
    paletteAside: panesOpen && !dock.narrow && dockSideOf(dock, pane) === 'right',
    opensDetails: rememberedOpen('inspector') ?? true,
    line: null,
    file: null,
    highlighted: nobody,
    overlay: null,
    theme: rememberedTheme(),
    open: {
      // On a telephone the palette would cover everything.
      palette: rememberedOpen('palette') ?? (isSmallScreen() ? false : null),
      panes: panesOpen,
    },
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
    select: (items) => set({ selection: items, highlighted: nobody }),
    toggleSelect: (item) =>
      set((state) => ({ selection: toggleSelected(state.selection, item), highlighted: nobody })),
    focus: (item) =>
      set({
        selection: [item],
        highlighted: nobody,
        wholeSheet: false,
        view: { serial: next(), type: 'reveal', target: item },
      }),
    reveal: (item) => set({ view: { serial: next(), type: 'reveal', target: item }, wholeSheet: false }),
    showMade: (items) => set({ made: { serial: next(), items } }),
    highlight: (services) =>
      set(({ wholeSheet }) => ({
        highlighted: services.length === 0 ? nobody : new Set(services),
        wholeSheet: wholeSheet && services.length === 0,
      })),
    showOverlay(overlay) {
      set({ overlay, highlighted: nobody });
      // Its list goes with it; what was open before comes back.
      if (overlay === null && get().pane === 'overlay') {
        const before = rememberedPane();
        set(({ open, dock }) => ({
          pane: before,
          open: { ...open, panes: rememberedOpen('panes') ?? false },
          dock: { ...dock, narrow: before === 'details' },
        }));
      }
    },
    requestView: (type) => set({ view: { serial: next(), type, target: null } }),
    showPane(pane) {
      if (pane !== 'overlay') {
        writePreference('pane', pane);
        rememberOpen('panes', true);
      }
      if (pane === 'details') rememberOpen('inspector', true);
      set((state) => ({
        ...openedAt(pane, state),
        opensDetails: state.opensDetails || pane === 'details',
      }));
    },
    offerDetails() {
      const { open, opensDetails } = get();
      if (opensDetails && !open.panes) set((state) => openedAt('details', state));
    },
    setSheet(height) {
      if ((height !== 'closed') !== get().open.panes) get().setOpen('panes', height !== 'closed');
      set({ wholeSheet: height === 'whole' });
    },
    moveDock() {
      const { dock, pane } = get();
      const side = dockSideOf(dock, pane) === 'right' ? 'below' : 'right';
      const width = dock.narrow ? 'narrow' : 'wide';
      writePreference(`dock.${width}`, side);
      set({ dock: { ...dock, sides: { ...dock.sides, [width]: side } } });
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
      if (panel === 'panes' && open) {
        get().showPane(get().pane);
        return;
      }
      rememberOpen(panel, open);
      // Who closes the details does not want them back with the next selection.
      // On a phone the sheet only gives way to the picture.
      const isRefused = panel === 'panes' && get().pane === 'details' && !isSmallScreen();
      const opensDetails = get().opensDetails && !isRefused;
      if (!opensDetails) rememberOpen('inspector', false);
      set(({ open: before, wholeSheet }) => ({
        open: { ...before, [panel]: open },
        paletteAside: false,
        opensDetails,
        wholeSheet: wholeSheet && panel !== 'panes',
      }));
    },
    callForFile() {
      get().select([]);
      get().callInspector();
    },
    callInspector() {
      get().showPane('details');
      set({ inspectorCalled: true });
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
