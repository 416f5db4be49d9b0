import type { PaletteKind } from '../palette/palette-items.ts';
import type { Overlay } from './overlay.ts';
import type { Selected, Selection } from './selection.ts';

export type Theme = 'system' | 'light' | 'dark';
/** The panes of the dock. */
export const paneIds = [
  'details',
  'findings',
  'matrix',
  'names',
  'ports',
  'yaml',
  'diff',
  'intents',
  'overlay',
] as const;
export type PaneId = (typeof paneIds)[number];
export type DialogId =
  | 'commands'
  | 'paste'
  | 'shortcuts'
  | 'recent'
  | 'forget'
  | 'share'
  | 'export'
  | 'export-selection'
  | 'export-swarm'
  | 'export-kubernetes'
  | 'review'
  | 'review-host'
  | 'split'
  | 'networks'
  | 'ways'
  | 'engines'
  | 'machine'
  | 'original';
/** The side of the picture that the dock lies at. */
export type DockSide = 'right' | 'below';

export interface Dock {
  /** True while the dock was opened for details and no other tab has been looked at since. */
  readonly narrow: boolean;
  /** The sides that a person chose for the narrow and the wide dock; null before a choice. */
  readonly sides: { readonly narrow: DockSide | null; readonly wide: DockSide | null };
}

/** How much of the screen the dock of a phone has: a sheet over the picture. */
export type SheetHeight = 'closed' | 'half' | 'whole';

/** A panel that opens and closes; `panes` is the dock. */
export type PanelId = 'palette' | 'panes';

/** A request to the canvas; `serial` makes each a new value. `reveal` brings a service or network into view. */
export interface ViewRequest {
  readonly serial: number;
  readonly type: 'fit' | 'reveal' | 'zoom-in' | 'zoom-out';
  readonly target: Selected | null;
}

/** A sentence for screen readers; `serial` makes them announce a repeated one. */
export interface Announcement {
  readonly serial: number;
  readonly text: string;
}

/** A short notice that disappears after a while. */
export interface Notice {
  readonly serial: number;
  readonly tone: 'info' | 'success' | 'error';
  readonly text: string;
  /** The id of a command that the notice offers, or null. */
  readonly command: string | null;
  /** Files that were left out: a count, with a list on demand. */
  readonly leftOut: readonly string[];
}

/** State of the page, not of the file, and without undo; theme, legend, overview and panels are stored. */
export interface UiState {
  readonly selection: Selection;
  readonly view: ViewRequest | null;
  /** What the last step made or changed, to be brought into view; `serial` makes each a new value. */
  readonly made: { readonly serial: number; readonly items: readonly Selected[] } | null;
  readonly pane: PaneId;
  /** The line to bring into view in the YAML pane; `serial` makes each request a new value. */
  readonly line: { readonly serial: number; readonly line: number } | null;
  /** The file in the YAML pane; null for the main one. */
  readonly file: string | null;
  /** The services that a finding or a sentence points at: all others are dimmed, and nothing is selected. */
  readonly highlighted: ReadonlySet<string>;
  /** The question drawn over the picture; null for none. */
  readonly overlay: Overlay | null;
  readonly theme: Theme;
  /** True while the sheet of a phone has the whole screen, until something in the picture is to be seen. */
  readonly wholeSheet: boolean;
  /** The open panels; null before a choice, when the palette is open only while a new design begins. */
  readonly open: { readonly palette: boolean | null; readonly panes: boolean };
  /** True while the palette is a rail because the dock took the room of its words. */
  readonly paletteAside: boolean;
  /** True when a selection opens the closed dock at its details: a person who closed them asks for them again; stored. */
  readonly opensDetails: boolean;
  /** How wide the dock is, and the side of the picture that it lies at; the sides are stored. */
  readonly dock: Dock;
  /** True until the requested keyboard focus has reached the inspector. */
  readonly inspectorCalled: boolean;
  /** True while the page suggests to try a drag on the sample. */
  readonly trying: boolean;
  readonly dialog: DialogId | null;
  /** The network in the dialog about splitting; null while it is closed. */
  readonly splitting: string | null;
  /** True while the legend is shown on the canvas; stored. */
  readonly legend: boolean;
  /** True when a picture larger than its window has an overview map; stored. */
  readonly overview: boolean;
  /** The names of services whose piles were spread into cards. */
  readonly spread: ReadonlySet<string>;
  /** The palette item that is being dragged; null otherwise. */
  readonly paletteDrag: PaletteKind | null;
  /** Text typed into small forms and not added yet, by form. */
  readonly typed: ReadonlyMap<string, string>;
  readonly announcement: Announcement | null;
  readonly notice: Notice | null;

  /** Replaces the selection. */
  select(items: readonly Selected[]): void;
  /** Adds an item to the selection, or removes it. */
  toggleSelect(item: Selected): void;
  /** Selects an item and brings it into view. */
  focus(item: Selected): void;
  /** Brings an item into view without selecting it. */
  reveal(item: Selected): void;
  /** Brings what a step made or changed into view, and marks it for a moment. */
  showMade(items: readonly Selected[]): void;
  /** Points at these services in place of others; an empty list, a selection or an overlay ends it. */
  highlight(services: readonly string[]): void;
  /** Draws an overlay in place of any other; null ends it. */
  showOverlay(overlay: Overlay | null): void;
  requestView(type: ViewRequest['type']): void;
  showPane(pane: PaneId): void;
  /** Opens the YAML pane at a line (1-based) of a file. */
  showLine(line: number, file: string | null): void;
  /** Marks a line of a file for the next time the YAML pane is shown. */
  markLine(line: number, file: string | null): void;
  /** Selects the file in the YAML pane. */
  showFile(file: string | null): void;
  setTheme(theme: Theme): void;
  setOpen(panel: PanelId, open: boolean): void;
  /** Opens the closed dock at its details, beside what was selected, unless a person closed them. */
  offerDetails(): void;
  /** Opens the sheet of a phone to that height, or closes it. */
  setSheet(height: SheetHeight): void;
  /** Puts the dock at the other side of the picture. */
  moveDock(): void;
  /** Clears the selection, shows the file as a whole in the inspector, and moves the focus there. */
  callForFile(): void;
  /** Shows the inspector and moves the keyboard focus into it. */
  callInspector(): void;
  /** Reports that the keyboard focus has reached the inspector. */
  answerInspectorCall(): void;
  setTrying(trying: boolean): void;
  setDialog(dialog: DialogId | null): void;
  /** Opens the dialog that proposes how to split a network. */
  askSplit(network: string): void;
  setLegend(shown: boolean): void;
  setOverview(overview: boolean): void;
  /** Shows each of these services as a card of its own, outside of its pile. */
  spreadPile(members: readonly string[]): void;
  /** Closes one opened pile. */
  foldPile(members: readonly string[]): void;
  /** Closes all opened piles. */
  foldPiles(): void;
  setPaletteDrag(kind: PaletteKind | null): void;
  /** Stores the text typed into a form; '' forgets it. */
  setTyped(form: string, text: string): void;
  announce(text: string): void;
  toast(text: string, tone?: Notice['tone'], command?: string | null, leftOut?: readonly string[]): void;
}
