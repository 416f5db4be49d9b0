// One picture: the page in a webview, and the texts of its project, bound both ways. The texts are the editor's documents; an edit
// of the page is made only in the very text that it is for.

import {
  ColorThemeKind,
  commands,
  Disposable,
  Range,
  Selection,
  type TextDocument,
  TextDocumentChangeReason,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import {
  type EditorText,
  type EditorTheme,
  fitsText,
  type HostMessage,
  type PageMessage,
  type PathEdits,
  protocolVersion,
  readPageMessage,
} from '../../../../src/app/embedded/protocol.ts';
import {
  addressOf,
  type FoundProject,
  foundProject,
  isThere,
  mayBegin,
  type ServerProject,
} from './find-project.ts';
import { createStepOrder } from './step-order.ts';

/** Milliseconds in which what is typed is told together. */
const typingPause = 40;

type Edit = Extract<PageMessage, { readonly type: 'edit' }>;

export function themeOf(kind: ColorThemeKind): EditorTheme {
  switch (kind) {
    case ColorThemeKind.Dark:
      return 'dark';
    case ColorThemeKind.HighContrast:
      return 'high-contrast';
    case ColorThemeKind.HighContrastLight:
      return 'high-contrast-light';
    default:
      return 'light';
  }
}

/** The document of a file; null where it is not there or no text. */
async function documentAt(address: Uri): Promise<TextDocument | null> {
  try {
    return (await isThere(address)) ? await workspace.openTextDocument(address) : null;
  } catch {
    return null;
  }
}

/** Binds `panel` to `text` and all texts of its project, until the panel is closed. */
export function bindPicture(
  panel: WebviewPanel,
  text: TextDocument,
  askServer: (text: Uri) => Promise<ServerProject | null>,
): void {
  const documents = new Map<string, TextDocument>();
  /** What the page knows of each, and the text before the change that is under way. */
  const told = new Map<string, number>();
  const texts = new Map<string, string>();
  /** Files that the texts name and that were not there. */
  const absent = new Set<string>();
  const order = createStepOrder();
  let found: FoundProject | null = null;
  let isReady = false;
  let writing: { readonly path: string; isNoted: boolean } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last: Promise<void> = Promise.resolve();

  const post = (message: HostMessage): void => void panel.webview.postMessage(message);
  const pathOf = (document: TextDocument): string | null =>
    [...documents].find(([, own]) => own.uri.toString() === document.uri.toString())?.[0] ?? null;

  /** One thing after the other: an edit is for the text that the one before it left. */
  function inTurn(work: () => Promise<void>): void {
    last = last.then(work).catch((error: unknown) => {
      void window.showErrorMessage(`Bulkhead: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  function bind(path: string, document: TextDocument): EditorText {
    documents.set(path, document);
    absent.delete(path);
    return textOf(path, document);
  }

  function textOf(path: string, document: TextDocument): EditorText {
    const now = document.getText();
    told.set(path, document.version);
    texts.set(path, now);
    return { path, text: now, version: document.version };
  }

  /** Tells the page of every text that is another than it knows. */
  function tellChanges(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const files = [...documents].filter(([path, { version }]) => told.get(path) !== version);
    if (files.length > 0 && isReady)
      post({ type: 'changed', files: files.map(([path, own]) => textOf(path, own)) });
  }

  async function read(names: readonly string[]): Promise<readonly EditorText[]> {
    if (found === null) return [];
    const files: EditorText[] = [];
    for (const name of names) {
      const address = addressOf(found.folder, name);
      const document = address.toString() === text.uri.toString() ? text : await documentAt(address);
      if (document === null) absent.add(name);
      else files.push(bind(name, document));
    }
    return files;
  }

  async function open(): Promise<void> {
    const project = foundProject(text.uri, await askServer(text.uri));
    found = project;
    documents.clear();
    told.clear();
    absent.clear();
    const files = await read(project.names);
    const { folder, main, read: how } = project;
    const first = how?.order[0] ?? main;
    isReady = true;
    post({
      type: 'open',
      protocol: protocolVersion,
      main,
      folder: addressOf(folder, first).path.split('/').at(-2) ?? '',
      project: how,
      files,
      theme: themeOf(window.activeColorTheme.kind),
    });
  }

  /** Why an edit cannot be made; null where it can. */
  async function objection({ path, version, edits }: PathEdits): Promise<string | null> {
    if (found === null) return 'No text is open.';
    const document = documents.get(path);
    if (version === null) {
      const isFree = document === undefined && mayBegin(found).includes(path);
      if (isFree && !(await isThere(addressOf(found.folder, path)))) return null;
      return `${path} is not made here: something of that name is there, or it is none of the project.`;
    }
    if (document === undefined) return `${path} is no file of this project.`;
    if (document.version !== version) return `${path} was changed meanwhile: the step was not made.`;
    return fitsText(edits, document.getText().length)
      ? null
      : `The edits do not fit ${path}. Nothing was changed.`;
  }

  async function edit({ id, files }: Edit): Promise<void> {
    const refuse = (why: string): void => {
      const now = files.flatMap(({ path }) => {
        const document = documents.get(path);
        return document === undefined ? [] : [textOf(path, document)];
      });
      post({ type: 'refused', id, why, files: now });
    };
    if (found === null) return;
    const expected = new Map<string, string>();
    const whole = new WorkspaceEdit();
    for (const one of files) {
      const why = await objection(one);
      if (why !== null) {
        refuse(why);
        return;
      }
      const { path, edits } = one;
      const address = addressOf(found.folder, path);
      const document = documents.get(path);
      if (document === undefined) {
        const insert = edits.map(({ text: part }) => part).join('');
        whole.createFile(address, { overwrite: false, contents: new TextEncoder().encode('') });
        whole.insert(address, new Selection(0, 0, 0, 0).start, insert);
        expected.set(path, insert);
        continue;
      }
      let after = document.getText();
      for (const { offset, length, text: insert } of [...edits].reverse()) {
        after = after.slice(0, offset) + insert + after.slice(offset + length);
        whole.replace(
          address,
          new Range(document.positionAt(offset), document.positionAt(offset + length)),
          insert,
        );
      }
      expected.set(path, after);
    }
    const [first = ''] = [...expected.keys()].sort(
      (a, b) => Number(documents.get(b) === text) - Number(documents.get(a) === text),
    );
    writing = { path: first, isNoted: false };
    let isMade = false;
    try {
      isMade = await workspace.applyEdit(whole);
    } finally {
      writing = null;
    }
    if (!isMade) return refuse('The editor did not make the change: a file may be read-only.');
    const versions: [string, number][] = [];
    for (const [path, after] of expected) {
      const document = documents.get(path) ?? (await documentAt(addressOf(found.folder, path)));
      if (document === null) return refuse(`${path} could not be opened after it was made.`);
      documents.set(path, document);
      if (document.getText() !== after) continue;
      texts.set(path, after);
      told.set(path, document.version);
      versions.push([path, document.version]);
    }
    // What was typed right after it, first: the page then knows what the answer is about.
    tellChanges();
    post({ type: 'edited', id, versions });
  }

  /** The column of texts, beside the picture. */
  function columnFor(document: TextDocument): ViewColumn {
    const shown =
      window.visibleTextEditors.find(({ document: own }) => own === document) ?? window.visibleTextEditors[0];
    return shown?.viewColumn ?? (panel.viewColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One);
  }

  /** Lets the editor undo or redo in one text; the keyboard stays with the picture. */
  async function moveIn(document: TextDocument, kind: 'undo' | 'redo'): Promise<void> {
    // The picture itself is an editor of its own text.
    if (document === text) {
      if (!panel.active) panel.reveal();
      await commands.executeCommand(kind);
      return;
    }
    await window.showTextDocument(document, { viewColumn: columnFor(document) });
    await commands.executeCommand(kind);
    panel.reveal();
  }

  async function move(kind: 'undo' | 'redo'): Promise<void> {
    for (;;) {
      const path = order.next(kind);
      const document = (path === null ? null : documents.get(path)) ?? text;
      const before = document.version;
      await moveIn(document, kind);
      if (document.version !== before || !order.exhausted(kind)) return;
    }
  }

  async function reveal(path: string, offset: number | null): Promise<void> {
    const document = documents.get(path);
    if (document === undefined) return;
    const at = offset === null ? null : document.positionAt(offset);
    await window.showTextDocument(document, {
      viewColumn: columnFor(document),
      ...(at === null ? {} : { selection: new Range(at, at) }),
    });
  }

  function answer(data: unknown): void {
    const message = readPageMessage(data);
    switch (message?.type) {
      case undefined:
        return;
      case 'ready':
        inTurn(open);
        return;
      case 'edit':
        inTurn(() => edit(message));
        return;
      case 'want':
        inTurn(async () => post({ type: 'found', files: await read(message.paths) }));
        return;
      case 'reveal':
        inTurn(() => reveal(message.path, message.offset));
        return;
      case 'undo':
      case 'redo':
        inTurn(() => move(message.type));
        return;
      case 'save':
        inTurn(save);
        return;
    }
  }

  /** Only where a person asked for it. */
  async function save(): Promise<void> {
    for (const document of documents.values()) if (document.isDirty) await document.save();
  }

  /** Files that came or went may make another project of it. */
  async function lookAgain(): Promise<void> {
    if (found === null) return;
    const now = foundProject(text.uri, await askServer(text.uri));
    const mine = now.names.filter((name) => !documents.has(name) && !absent.has(name));
    const orderOf = ({ read: how }: FoundProject) => (how?.order ?? []).join('\n');
    const isOther = now.main !== found.main || mine.length > 0 || orderOf(now) !== orderOf(found);
    const known = [...documents.keys()];
    found = now;
    // What the page made itself it knows already.
    if (isOther && !(now.read?.order.every((name) => known.includes(name)) && mine.length === 0))
      await open();
  }

  const watcher = workspace.createFileSystemWatcher('**/{*.yml,*.yaml,.env}', false, true, false);
  const bound = Disposable.from(
    panel.webview.onDidReceiveMessage(answer),
    workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      const path = pathOf(document);
      if (path === null || contentChanges.length === 0) return;
      const now = document.getText();
      if (reason === TextDocumentChangeReason.Undo) order.moved('undo', path, now);
      else if (reason === TextDocumentChangeReason.Redo) order.moved('redo', path, now);
      else if (writing === null) order.changed(path, texts.get(path) ?? '', now, 'person');
      else if (path === writing.path) {
        // All that one message does is one step, of the first of its texts.
        order.changed(path, texts.get(path) ?? '', now, 'page');
        writing.isNoted = true;
      }
      texts.set(path, now);
      if (writing === null) timer ??= setTimeout(tellChanges, typingPause);
    }),
    workspace.onDidSaveTextDocument((document) => {
      const path = pathOf(document);
      if (path === null || !isReady) return;
      // Saving may have formatted it.
      tellChanges();
      post({ type: 'saved', paths: [path] });
    }),
    window.onDidChangeActiveColorTheme(({ kind }) => post({ type: 'theme', theme: themeOf(kind) })),
    watcher,
    watcher.onDidCreate(() => inTurn(lookAgain)),
    watcher.onDidDelete(() => inTurn(lookAgain)),
  );
  panel.onDidDispose(() => {
    if (timer !== null) clearTimeout(timer);
    bound.dispose();
  });
}
