// One picture: the page in a webview, and the texts of its project, bound both ways. The texts are the editor's documents; an edit
// of the page is made only in the very text that it is for.

import {
  commands,
  Disposable,
  Range,
  type TextDocument,
  TextDocumentChangeReason,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import {
  type EditorText,
  type HostMessage,
  type PageMessage,
  protocolVersion,
  readPageMessage,
} from '../../../../src/page/app/embedded/protocol.ts';
import { editorTheme } from './editor-theme.ts';
import { addressOf, type FoundProject, foundProject, isThere, type ServerProject } from './find-project.ts';
import { createStepOrder } from './step-order.ts';
import { objectionTo, wholeEdit } from './whole-edit.ts';

/** Milliseconds that typing is collected before it is reported to the page. */
const typingPause = 40;

type Edit = Extract<PageMessage, { readonly type: 'edit' }>;

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
  /** The version of each document that the page has, and the text before the change that is under way. */
  const posted = new Map<string, number>();
  const texts = new Map<string, string>();
  /** Files that the texts name and that were not there. */
  const absent = new Set<string>();
  const order = createStepOrder();
  let found: FoundProject | null = null;
  let isReady = false;
  /** The order of merging that the page knows, a line each. */
  let shownOrder = '';
  /** The first text of the edit that is being made. */
  let writing: string | null = null;
  let looking: ReturnType<typeof setTimeout> | null = null;
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

  const orderOf = ({ read: how }: FoundProject): string => (how?.order ?? []).join('\n');

  function bind(path: string, document: TextDocument): EditorText {
    documents.set(path, document);
    absent.delete(path);
    return textOf(path, document);
  }

  function textOf(path: string, document: TextDocument): EditorText {
    const now = document.getText();
    posted.set(path, document.version);
    texts.set(path, now);
    return { path, text: now, version: document.version };
  }

  /** Sends the page every text that differs from the one it has. */
  function postChanges(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const files = [...documents].filter(([path, { version }]) => posted.get(path) !== version);
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
    posted.clear();
    absent.clear();
    const files = await read(project.names);
    const { folder, main, read: how } = project;
    const first = how?.order[0] ?? main;
    isReady = true;
    shownOrder = orderOf(project);
    post({
      type: 'open',
      protocol: protocolVersion,
      main,
      folder: addressOf(folder, first).path.split('/').at(-2) ?? '',
      project: how,
      files,
      theme: editorTheme(window.activeColorTheme.kind),
    });
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
    for (const one of files) {
      const why = await objectionTo(one, documents, found);
      if (why !== null) {
        refuse(why);
        return;
      }
    }
    const { whole, expected } = wholeEdit(files, documents, found.folder);
    const [first = ''] = [...expected.keys()].sort(
      (a, b) => Number(documents.get(b) === text) - Number(documents.get(a) === text),
    );
    writing = first;
    let isMade = false;
    try {
      isMade = await workspace.applyEdit(whole);
    } finally {
      writing = null;
    }
    if (!isMade) return refuse('The editor did not make the change: a file may be read-only.');
    const versions: [string, number][] = [];
    for (const [path, after] of expected) {
      const document = documents.get(path) ?? (await beginWith(path, after));
      if (document === null) return refuse(`${path} could not be opened after it was made.`);
      if (document.getText() !== after) continue;
      texts.set(path, after);
      posted.set(path, document.version);
      versions.push([path, document.version]);
    }
    // What was typed right after it, first: the page then knows what the answer is about.
    postChanges();
    post({ type: 'edited', id, versions });
  }

  /** The document of a file that the page made. */
  async function beginWith(path: string, after: string): Promise<TextDocument | null> {
    if (found === null) return null;
    const document = await documentAt(addressOf(found.folder, path));
    if (document === null) return null;
    bind(path, document);
    order.changed(path, '', after, 'page');
    if (shownOrder !== '' && !path.endsWith('.env')) shownOrder += `\n${path}`;
    return document;
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
      if (!panel.active) panel.reveal(panel.viewColumn);
      await commands.executeCommand(kind);
      return;
    }
    // Without its column it would be shown in that of the text.
    const { viewColumn } = panel;
    await window.showTextDocument(document, { viewColumn: columnFor(document) });
    await commands.executeCommand(kind);
    panel.reveal(viewColumn);
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
    // What the page made itself it knows already.
    if (orderOf(now) !== shownOrder) return open();
    found = now;
    const files = await read([...absent]);
    if (files.length > 0) post({ type: 'found', files });
  }

  /** Once for all that comes or goes at once, as when a branch is checked out. */
  function lookSoon(): void {
    looking ??= setTimeout(() => {
      looking = null;
      inTurn(lookAgain);
    }, 200);
  }

  /** A text that no tab shows is closed after a while, and is another document when it is opened again. */
  function follow(document: TextDocument): void {
    const path = pathOf(document);
    if (path === null) return;
    documents.set(path, document);
    postChanges();
  }

  async function reopen(document: TextDocument): Promise<void> {
    const path = pathOf(document);
    const again = path === null ? null : await documentAt(document.uri);
    if (again !== null) follow(again);
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
      // All that one message does is one step, of the first of its texts.
      else if (path === writing) order.changed(path, texts.get(path) ?? '', now, 'page');
      documents.set(path, document);
      texts.set(path, now);
      if (writing === null) timer ??= setTimeout(postChanges, typingPause);
    }),
    workspace.onDidOpenTextDocument(follow),
    workspace.onDidCloseTextDocument((document) => inTurn(() => reopen(document))),
    workspace.onDidSaveTextDocument((document) => {
      const path = pathOf(document);
      if (path === null || !isReady) return;
      // Saving may have formatted it.
      postChanges();
      post({ type: 'saved', paths: [path] });
    }),
    window.onDidChangeActiveColorTheme(({ kind }) => post({ type: 'theme', theme: editorTheme(kind) })),
    watcher,
    watcher.onDidCreate(lookSoon),
    watcher.onDidDelete(lookSoon),
  );
  panel.onDidDispose(() => {
    for (const waiting of [timer, looking]) if (waiting !== null) clearTimeout(waiting);
    bound.dispose();
  });
}
