import type { PaletteKind } from '../palette/palette-items.ts';
import type { Overlay } from './overlay.ts';
import type { Selected, Selection } from './selection.ts';

export type Theme = 'system' | 'light' | 'dark';
export type PaneId = 'findings' | 'matrix' | 'names' | 'ports' | 'yaml' | 'diff' | 'intents';
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
  | 'ways'
  | 'engines'
  | 'machine'
  | 'original';
export type PanelId = 'palette' | 'inspector' | 'panes';

/** A wish to the canvas; `serial` makes each a new value. `reveal` brings a service or network into view. */
export interface ViewRequest {
  readonly serial: number;
  readonly type: 'fit' | 'reveal' | 'zoom-in' | 'zoom-out';
  readonly target: Selected | null;
}

/** A sentence for the screen reader; `serial` makes a repeated one heard again. */
export interface Announcement {
  readonly serial: number;
  readonly text: string;
}

/** A short notice that goes away by itself. */
export interface Notice {
  readonly serial: number;
  readonly tone: 'info' | 'success' | 'error';
  readonly text: string;
  /** The id of a command that it offers, or null. */
  readonly command: string | null;
  /** Files that were left out: counted, and listed on demand. */
  readonly leftOut: readonly string[];
}

/** What belongs to the page and not to the file: nothing here is undone; theme, legend, overview and panels are remembered. */
export interface UiState {
  readonly selection: Selection;
  readonly view: ViewRequest | null;
  readonly pane: PaneId;
  /** Line to bring into sight in the YAML pane; `serial` as above. */
  readonly line: { readonly serial: number; readonly line: number } | null;
  /** The file that the YAML pane shows; null is the main one. */
  readonly file: string | null;
  /** Services that a finding or a sentence points at, by name: they stay bright and the rest is dimmed. Nothing is selected by it. */
  readonly highlighted: ReadonlySet<string>;
  /** The question that is drawn over the picture; null for none. */
  readonly overlay: Overlay | null;
  readonly theme: Theme;
  /** Which panels are open; null where nobody decided: the palette is then open as long as a file is begun here. */
  readonly open: { readonly palette: boolean | null; readonly inspector: boolean; readonly panes: boolean };
  /** Whether the inspector docks beside the picture while something is selected; else it floats over it. Remembered. */
  readonly docked: boolean;
  /** Whether the inspector was asked for the file as a whole. */
  readonly fileAsked: boolean;
  /** Whether the keyboard is wanted in the inspector, until it is there. */
  readonly inspectorCalled: boolean;
  /** Whether the page invites to try a drag on the sample. */
  readonly trying: boolean;
  readonly dialog: DialogId | null;
  /** The network that the dialog about splitting is about. */
  readonly splitting: string | null;
  /** Whether the legend of the picture stands on the canvas; remembered. */
  readonly legend: boolean;
  /** Whether a small map of the whole lies over a picture that is larger than its window; remembered. */
  readonly overview: boolean;
  /** Members of piles that were spread into cards, by name. */
  readonly spread: ReadonlySet<string>;
  /** The palette item under the pointer while it is dragged; null otherwise. */
  readonly paletteDrag: PaletteKind | null;
  /** What was typed into small forms and not added, by form. */
  readonly typed: ReadonlyMap<string, string>;
  readonly announcement: Announcement | null;
  readonly notice: Notice | null;

  /** Selects exactly these. */
  select(items: readonly Selected[]): void;
  /** Adds or takes away one. */
  toggleSelect(item: Selected): void;
  /** Selects one and brings it into view. */
  focus(item: Selected): void;
  /** Brings one into view and selects nothing. */
  reveal(item: Selected): void;
  /** Points at these services in place of others, none for no longer; a selection or an overlay ends it. */
  highlight(services: readonly string[]): void;
  /** Draws an overlay in place of any other; null ends it. */
  showOverlay(overlay: Overlay | null): void;
  requestView(type: ViewRequest['type']): void;
  showPane(pane: PaneId): void;
  /** Shows the YAML pane at a line (1-based) of a file. */
  showLine(line: number, file: string | null): void;
  /** Marks a line of a file for whenever the YAML pane is shown. */
  markLine(line: number, file: string | null): void;
  /** Chooses the file that the YAML pane shows. */
  showFile(file: string | null): void;
  setTheme(theme: Theme): void;
  setOpen(panel: PanelId, open: boolean): void;
  setDocked(docked: boolean): void;
  /** Ends the selection, shows the file as a whole in the inspector, and brings the keyboard there. */
  callForFile(): void;
  /** Ends showing the file as a whole. */
  leaveFile(): void;
  /** Opens the inspector and brings the keyboard into it. */
  callInspector(): void;
  /** The keyboard is in the inspector. */
  answerInspectorCall(): void;
  setTrying(trying: boolean): void;
  setDialog(dialog: DialogId | null): void;
  /** Opens the dialog that proposes how a network may be split. */
  askSplit(network: string): void;
  setLegend(shown: boolean): void;
  setOverview(overview: boolean): void;
  /** Shows each of these as a card, although they are alike. */
  spreadPile(members: readonly string[]): void;
  /** Lays everything that is alike into piles again. */
  /** Lays the members of one opened pile together again. */
  foldPile(members: readonly string[]): void;
  foldPiles(): void;
  setPaletteDrag(kind: PaletteKind | null): void;
  /** Keeps what is typed into a form; '' forgets it. */
  setTyped(form: string, text: string): void;
  announce(text: string): void;
  toast(text: string, tone?: Notice['tone'], command?: string | null, leftOut?: readonly string[]): void;
}
