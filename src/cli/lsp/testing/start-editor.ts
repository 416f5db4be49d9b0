// An editor and the language server, joined by two pipes, on a machine in memory.

import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  CompletionRequest,
  createConnection,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Location,
  LogMessageNotification,
  type MarkupContent,
  type Position,
  PrepareRenameRequest,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  type Range,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { applyEdits, normalizeEdits } from '../../../core/text/edit.ts';
import { lineAndColumn } from '../../../core/text/line-and-column.ts';
import { offsetAt } from '../../../core/text/offset-at.ts';
import { type FakeMachine, fakeIo } from '../../testing/fake-io.ts';
import { startLanguageServer } from '../start-language-server.ts';

/** The capabilities of a full-featured editor. */
export const ableEditor: ClientCapabilities = {
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    rename: { prepareSupport: true },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** Starts the server and an editor, and opens `file`. */
export async function startEditor(
  machine: FakeMachine,
  file: string,
  { capabilities = ableEditor, root = null as string | null, language = 'yaml', refuses = false } = {},
) {
  const io = fakeIo({ cwd: '/', ...machine });
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(there),
    new StreamMessageWriter(back),
  );
  const options = {
    profile: [],
    envFile: [],
    engine: defaultReachOptions.engine,
    userlandProxy: true,
  };
  startLanguageServer(server, { io, options });

  const client = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const messages: string[] = [];
  let publications = 0;
  let wake: () => void = () => {};
  client.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics: list }) => {
    diagnostics.set(uri, list);
    publications++;
    wake();
  });
  client.onNotification(ShowMessageNotification.type, ({ message }) => {
    messages.push(message);
  });
  client.onNotification(LogMessageNotification.type, ({ message }) => {
    messages.push(message);
  });
  const registered: string[] = [];
  client.onRequest(RegistrationRequest.type, ({ registrations }) => {
    if (refuses) throw new Error('no watcher to be had');
    registered.push(...registrations.map(({ method }) => method));
  });
  client.listen();

  const uriOf = (path: string) => pathToFileURL(path).href;
  const rootUri = root === null ? null : uriOf(root);
  const initialized = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri,
    capabilities,
    workspaceFolders: rootUri === null ? null : [{ uri: rootUri, name: 'root' }],
  });
  await client.sendNotification(InitializedNotification.type, {});

  const texts = new Map<string, string>();
  let version = 1;
  const textOf = (path: string) => texts.get(path) ?? io.text(path);
  const uri = uriOf(file);
  const textDocument = { uri };

  /** Returns the position of `part` in a file; `¦` marks the place. */
  function at(part: string, path = file): Position {
    const text = textOf(path);
    const found = text.indexOf(part.replace('¦', ''));
    if (found < 0) throw new Error(`${part}: not in ${path}`);
    const { line, column } = lineAndColumn(text, found + Math.max(part.indexOf('¦'), 0));
    return { line: line - 1, character: column - 1 };
  }
  function said(range: Range, path: string): string {
    const text = textOf(path);
    const offset = ({ line, character }: Position) => offsetAt(text, line + 1, character + 1);
    return text.slice(offset(range.start), offset(range.end));
  }
  const pathOf = (address: string) => decodeURIComponent(new URL(address).pathname);
  const place = ({ uri: address, range }: Location) =>
    `${pathOf(address)}:${range.start.line + 1}:${range.start.character + 1} ${said(range, pathOf(address))}`;

  async function open(path: string, text = textOf(path)): Promise<void> {
    texts.set(path, text);
    const item = { uri: uriOf(path), languageId: language, version: ++version, text };
    await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: item });
  }
  await open(file);

  return {
    client,
    io,
    uri,
    uriOf,
    capabilities: initialized.capabilities,
    registered,
    messages,
    at,
    place,
    open,
    async close(path: string) {
      texts.delete(path);
      await client.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path) },
      });
    },
    async save(path = file) {
      io.files.set(path, new TextEncoder().encode(textOf(path)));
      await client.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path) },
      });
    },
    /** Replaces `part` by `insert`. */
    async type(part: string, insert: string, path = file) {
      const start = at(part, path);
      const text = textOf(path);
      const from = text.indexOf(part);
      const end = lineAndColumn(text, from + part.length);
      texts.set(path, text.slice(0, from) + insert + text.slice(from + part.length));
      await client.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uriOf(path), version: ++version },
        contentChanges: [
          { range: { start, end: { line: end.line - 1, character: end.column - 1 } }, text: insert },
        ],
      });
    },
    /** Returns the diagnostics of a file once they satisfy `wanted`. */
    async diagnosed(wanted: (list: readonly string[]) => boolean, path = file): Promise<readonly string[]> {
      for (;;) {
        const found = diagnostics.get(uriOf(path));
        const list = found?.map(
          ({ code, range, message }) =>
            `${range.start.line + 1} ${code ?? '-'} ${said(range, path)}: ${message}`,
        );
        if (list !== undefined && wanted(list)) return list;
        const before = publications;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (publications !== before) resolve();
        });
      }
    },
    diagnosticsOf: (path = file) => diagnostics.get(uriOf(path)) ?? [],
    async hover(part: string, path = file): Promise<string | null> {
      const params = { textDocument: { uri: uriOf(path) }, position: at(part, path) };
      const hover = await client.sendRequest(HoverRequest.type, params);
      return hover === null ? null : (hover.contents as MarkupContent).value;
    },
    async complete(part: string, path = file) {
      const params = { textDocument: { uri: uriOf(path) }, position: at(part, path) };
      const found = await client.sendRequest(CompletionRequest.type, params);
      return Array.isArray(found) ? found : (found?.items ?? []);
    },
    async definition(part: string, path = file): Promise<readonly string[]> {
      const params = { textDocument: { uri: uriOf(path) }, position: at(part, path) };
      const found = (await client.sendRequest(DefinitionRequest.type, params)) as Location[] | null;
      return (found ?? []).map(place);
    },
    async references(part: string, includeDeclaration = true, path = file): Promise<readonly string[]> {
      const params = {
        textDocument: { uri: uriOf(path) },
        position: at(part, path),
        context: { includeDeclaration },
      };
      return ((await client.sendRequest(ReferencesRequest.type, params)) ?? []).map(place);
    },
    prepareRename: (part: string, path = file) =>
      client.sendRequest(PrepareRenameRequest.type, {
        textDocument: { uri: uriOf(path) },
        position: at(part, path),
      }),
    rename: (part: string, newName: string, path = file) =>
      client.sendRequest(RenameRequest.type, {
        textDocument: { uri: uriOf(path) },
        position: at(part, path),
        newName,
      }),
    async actions(part: string, only?: string[]): Promise<readonly CodeAction[]> {
      const range = { start: at(part), end: at(part) };
      const context = { diagnostics: [], ...(only ? { only } : {}) };
      const found = await client.sendRequest(CodeActionRequest.type, { textDocument, range, context });
      return (found ?? []) as CodeAction[];
    },
    resolve: (action: CodeAction) => client.sendRequest(CodeActionResolveRequest.type, action),
    async lenses() {
      const found = (await client.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
      return Promise.all(found.map((lens) => client.sendRequest(CodeLensResolveRequest.type, lens)));
    },
    symbols: () => client.sendRequest(DocumentSymbolRequest.type, { textDocument }),
    execute: (command: string, args: string[]) =>
      client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args }),
    /** Returns the texts of the files that an edit changes, after the edit. */
    after(edit: WorkspaceEdit | null | undefined): ReadonlyMap<string, string> {
      const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
      return new Map(
        changes.map(({ textDocument: { uri: address }, edits }) => {
          const path = pathOf(address);
          const text = textOf(path);
          const offset = ({ line, character }: Position) => offsetAt(text, line + 1, character + 1);
          const own = edits.map((one) => {
            if (!('newText' in one)) throw new Error('a snippet');
            return { from: offset(one.range.start), to: offset(one.range.end), insert: one.newText };
          });
          return [path, applyEdits(text, normalizeEdits(own))];
        }),
      );
    },
  };
}
