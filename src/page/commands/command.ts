// A command is one thing a person can do on the page, wherever they ask for it: button, shortcut or command palette.

import type { UiStore } from '../state/ui/ui-store.ts';
import type { WorkStore } from '../state/work/work-store.ts';
import type { Question } from './question.ts';

/** The abilities of a browser; the shell passes them in, so that commands can be tested without one. */
export interface BrowserApi {
  /** Opens the browser's file dialog. */
  chooseFile(): void;
  /** Opens the browser's folder dialog. */
  chooseFolder(): void;
  /** Opens texts by their paths as if their folder had been chosen. */
  openTexts(texts: ReadonlyMap<string, string>, folder: string): void;
  /** Downloads a file with exactly these characters as UTF-8. */
  save(file: string, text: string): void;
  /** Prints only the picture. */
  print(): void;
  /** True when the system prefers dark pages. */
  systemDark(): boolean;
  /**
   * Copies `text` to the clipboard and shows `done`, or that the browser refuses, with advice (`instead`). Resolves to true when it was
   * copied.
   */
  copy(text: string, done: string, instead?: string): Promise<boolean>;
  /** Asks whether to sign out; absent when nobody is signed in. */
  signOut?(): void;
}

export interface CommandContext {
  readonly work: WorkStore;
  readonly ui: UiStore;
  readonly browser: BrowserApi;
}

export interface Command {
  /** The id, also the value of `data-command`. */
  readonly id: string;
  readonly label: string;
  readonly group: 'Edit' | 'File' | 'View' | 'Overlay';
  /** Search words beside the label. */
  readonly keywords: string;
  /** Equivalent shortcuts in tinykeys notation. */
  readonly shortcuts: readonly string[];
  /** True when the shortcut also works while a person types in a field. */
  readonly whileTyping: boolean;
  /** True when the command can run now. */
  when(context: CommandContext): boolean;
  run(context: CommandContext): void;
  /** Returns what the command has to know first; null where the selection says it. Absent for a command that asks nothing. */
  ask?(context: CommandContext): Question | null;
}
