// As much of an editor as the extension asks for, in memory: what stands for the module `vscode` in tests.

import { posix } from 'node:path';

export enum ColorThemeKind {
  Light = 1,
  Dark,
  HighContrast,
  HighContrastLight,
}
export enum ViewColumn {
  Beside = -2,
  One = 1,
  Two = 2,
}
export enum TextDocumentChangeReason {
  Undo = 1,
  Redo,
}

export class Uri {
  readonly scheme = 'file';
  readonly path: string;
  private constructor(path: string) {
    this.path = path;
  }
  static file(path: string): Uri {
    return new Uri(path);
  }
  static parse(address: string): Uri {
    return new Uri(decodeURIComponent(new URL(address).pathname));
  }
  static joinPath(base: Uri, ...parts: readonly string[]): Uri {
    return new Uri(posix.join(base.path, ...parts));
  }
  with({ path }: { readonly path: string }): Uri {
    return new Uri(path);
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return `file://${this.path}`;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}

interface Disposed {
  dispose(): void;
}
export const Disposable = {
  from: (...all: readonly Disposed[]): Disposed => ({
    dispose() {
      for (const one of all) one.dispose();
    },
  }),
};

type Listener<T> = (event: T) => void;
function emitter<T>() {
  const listeners = new Set<Listener<T>>();
  return {
    on(listener: Listener<T>): Disposed {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    fire(event: T) {
      for (const listener of [...listeners]) listener(event);
    },
    count: () => listeners.size,
  };
}

/** A text of the editor with a history of whole texts. */
export class FakeDocument {
  version = 1;
  isDirty = false;
  readonly uri: Uri;
  readonly history: { readonly undo: string[]; readonly redo: string[] } = { undo: [], redo: [] };
  private text: string;
  constructor(uri: Uri, text: string) {
    this.uri = uri;
    this.text = text;
  }
  getText(): string {
    return this.text;
  }
  positionAt(offset: number): Position {
    const lines = this.text.slice(0, offset).split('\n');
    return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  }
  offsetAt({ line, character }: Position): number {
    return this.text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  }
  set(text: string, reason?: TextDocumentChangeReason): void {
    if (reason === undefined) {
      this.history.undo.push(this.text);
      this.history.redo.length = 0;
    }
    this.text = text;
    this.version++;
    this.isDirty = true;
    events.change.fire({ document: this, contentChanges: [{}], reason });
  }
  move(kind: 'undo' | 'redo'): void {
    const before = this.history[kind].pop();
    if (before === undefined) return;
    this.history[kind === 'undo' ? 'redo' : 'undo'].push(this.text);
    this.set(before, kind === 'undo' ? TextDocumentChangeReason.Undo : TextDocumentChangeReason.Redo);
  }
  async save(): Promise<boolean> {
    this.isDirty = false;
    editor.files.set(this.uri.path, this.text);
    events.save.fire(this);
    return true;
  }
}

export class WorkspaceEdit {
  readonly made: Uri[] = [];
  readonly parts: { readonly uri: Uri; readonly range: Range; readonly text: string }[] = [];
  createFile(uri: Uri): void {
    this.made.push(uri);
  }
  insert(uri: Uri, at: Position, text: string): void {
    this.replace(uri, new Range(at, at), text);
  }
  replace(uri: Uri, range: Range, text: string): void {
    this.parts.push({ uri, range, text });
  }
}

const events = {
  change: emitter<{
    document: FakeDocument;
    contentChanges: unknown[];
    reason?: TextDocumentChangeReason | undefined;
  }>(),
  open: emitter<FakeDocument>(),
  close: emitter<FakeDocument>(),
  save: emitter<FakeDocument>(),
  theme: emitter<{ kind: ColorThemeKind }>(),
  created: emitter<Uri>(),
  deleted: emitter<Uri>(),
  configuration: emitter<{ affectsConfiguration: (key: string) => boolean }>(),
};

/** The editor as a test sees it. */
export const editor = {
  files: new Map<string, string>(),
  documents: new Map<string, FakeDocument>(),
  commands: new Map<string, (...args: readonly unknown[]) => unknown>(),
  ran: [] as (readonly unknown[])[],
  /** Edits of the workspace, each with how many texts it changes. */
  applied: [] as WorkspaceEdit[],
  shown: [] as { readonly path: string; readonly options: unknown }[],
  providers: new Map<string, { readonly provider: unknown; readonly options: unknown }>(),
  settings: new Map<string, unknown>(),
  errors: [] as string[],
  theme: ColorThemeKind.Dark,
  refuses: false,
  /** The text in which undo is asked for. */
  active: null as FakeDocument | null,
  events,
  reset() {
    for (const map of [this.files, this.documents, this.commands, this.providers, this.settings]) map.clear();
    for (const list of [this.ran, this.applied, this.shown, this.errors]) list.length = 0;
    this.theme = ColorThemeKind.Dark;
    this.refuses = false;
    this.active = null;
  },
};

async function openTextDocument(uri: Uri): Promise<FakeDocument> {
  const known = editor.documents.get(uri.path);
  if (known !== undefined) return known;
  const text = editor.files.get(uri.path);
  if (text === undefined) throw new Error(`no such file: ${uri.path}`);
  const document = new FakeDocument(uri, text);
  editor.documents.set(uri.path, document);
  events.open.fire(document);
  return document;
}

export const workspace = {
  fs: {
    async stat({ path }: Uri) {
      if (!editor.files.has(path)) throw new Error(`no such file: ${path}`);
      return {};
    },
  },
  openTextDocument,
  async applyEdit(edit: WorkspaceEdit): Promise<boolean> {
    if (editor.refuses) return false;
    editor.applied.push(edit);
    for (const { path } of edit.made) editor.files.set(path, '');
    for (const uri of new Map(edit.parts.map((part) => [part.uri.path, part.uri])).values()) {
      const document = await openTextDocument(uri);
      let text = document.getText();
      const own = edit.parts.filter((part) => part.uri.path === uri.path);
      for (const { range, text: insert } of own.reverse())
        text =
          text.slice(0, document.offsetAt(range.start)) + insert + text.slice(document.offsetAt(range.end));
      document.set(text);
    }
    return true;
  },
  createFileSystemWatcher: () => ({
    onDidCreate: events.created.on,
    onDidDelete: events.deleted.on,
    dispose: () => {},
  }),
  onDidChangeTextDocument: events.change.on,
  onDidOpenTextDocument: events.open.on,
  onDidCloseTextDocument: events.close.on,
  onDidSaveTextDocument: events.save.on,
  onDidChangeConfiguration: events.configuration.on,
  getConfiguration: (section: string) => ({
    get: (key: string) => editor.settings.get(`${section}.${key}`),
  }),
};

export const window = {
  get activeColorTheme() {
    return { kind: editor.theme };
  },
  activeTextEditor: undefined,
  visibleTextEditors: [],
  onDidChangeActiveColorTheme: events.theme.on,
  registerCustomEditorProvider(type: string, provider: unknown, options: unknown): Disposed {
    editor.providers.set(type, { provider, options });
    return { dispose: () => editor.providers.delete(type) };
  },
  async showTextDocument(document: FakeDocument, options: unknown) {
    editor.active = document;
    editor.shown.push({ path: document.uri.path, options });
  },
  showErrorMessage: async (message: string) => editor.errors.push(message),
  showInformationMessage: async () => {},
};

export const commands = {
  registerCommand(name: string, run: (...args: readonly unknown[]) => unknown): Disposed {
    editor.commands.set(name, run);
    return { dispose: () => editor.commands.delete(name) };
  },
  async executeCommand(name: string, ...args: readonly unknown[]) {
    editor.ran.push([name, ...args]);
    if (name === 'undo' || name === 'redo') editor.active?.move(name);
  },
};
