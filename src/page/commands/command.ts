// A command is one thing a person can do on the page, wherever they ask for it: button, shortcut or command palette.

import type { UiStore } from '../state/ui/ui-store.ts';
import type { WorkStore } from '../state/work/work-store.ts';

/** What only a browser can do; the shell passes it in, so that commands run in tests without one. */
export interface BrowserApi {
  /** Opens the browser's file dialog. */
  chooseFile(): void;
  /** Opens the browser's folder dialog. */
  chooseFolder(): void;
  /** Opens texts by their paths as if their folder had been chosen. */
  openTexts(texts: ReadonlyMap<string, string>, folder: string): void;
  /** Gives a file to the person, exactly these characters as UTF-8. */
  save(file: string, text: string): void;
  /** Prints the picture, and nothing around it. */
  print(): void;
  /** Whether the system asks for dark pages. */
  systemDark(): boolean;
  /**
   * Copies `text` to the clipboard and reports it: `done` where it was copied, else that the browser refuses, with what to do
   * `instead`. Resolves to whether it was copied.
   */
  copy(text: string, done: string, instead?: string): Promise<boolean>;
  /** Leads to the question whether to sign out; absent where nobody is signed in. */
  signOut?(): void;
}

export interface CommandContext {
  readonly work: WorkStore;
  readonly ui: UiStore;
  readonly browser: BrowserApi;
}

export interface Command {
  /** Also the value of `data-command`. */
  readonly id: string;
  readonly label: string;
  readonly group: 'Edit' | 'File' | 'View' | 'Overlay';
  /** Words it is found by beside its label. */
  readonly keywords: string;
  /** tinykeys notation; several mean the same. */
  readonly shortcuts: readonly string[];
  /** Whether its shortcut also counts while a person types in a field. */
  readonly whileTyping: boolean;
  /** Whether it can be carried out now. */
  when(context: CommandContext): boolean;
  run(context: CommandContext): void;
}
