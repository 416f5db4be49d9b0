// The language server: the requests of an editor, and the functions that answer them. It writes no file; its changes are edits that the
// editor makes.

import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeWatchedFilesNotification,
  type DocumentSymbol,
  FileChangeType,
  type InitializeParams,
  LSPErrorCodes,
  MarkupKind,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  SymbolKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { hoverAt } from '../../core/language/hover/hover-at.ts';
import { declarationsOf, namedAt, placesOfName } from '../../core/language/name-places.ts';
import { type FileSymbol, symbolsOf } from '../../core/language/symbols-of.ts';
import { visible } from '../../core/quote/visible-text.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import { ioForVisitors } from '../input/shown-variables.ts';
import type { Io } from '../io.ts';
import { actionKinds, codeActions, resolveAction } from './features/code-actions.ts';
import { completion } from './features/completion.ts';
import { codeLenses, lensFile, resolveLens, whyCommand, whyText } from './features/lenses.ts';
import { prepareRename, rename } from './features/rename.ts';
import { type LanguageProject, projectAnswer, projectRequest } from './language-project.ts';
import { pathOf } from './open-documents.ts';
import { createOpenProjects, type OpenProjects } from './open-projects.ts';
import { locationOf, offsetOfPosition, rangeOf } from './protocol.ts';

interface Machine {
  readonly io: Io;
  readonly options: ProjectOptions;
}

/** The file of a project that a request is about. */
interface RequestedFile {
  readonly project: LanguageProject;
  readonly name: string;
  readonly text: string;
}

/** Serves `connection` until the editor ends it. */
export function startLanguageServer(connection: Connection, { io: machine, options }: Machine): void {
  // An editor's environment is not the one that somebody calls Compose in.
  const io = ioForVisitors(machine, options);
  let abilities: ClientCapabilities = {};
  let open: OpenProjects | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** Runs requests one after the other, so that an answer is never about texts older than its request. */
  function runInTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  /** Sends a request to the editor and ignores a refusal. */
  function askEditor(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => connection.console.warn(`refused by the editor: ${String(error)}`));
  }

  function files(): OpenProjects {
    if (open === null) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'not initialized');
    return open;
  }

  // A request right after a keystroke, such as completion, is answered before the whole project is analyzed.
  const patience = 15;
  let looking: 'editor' | 'disk' | 'moved' | null = null;
  const weight = { editor: 0, disk: 1, moved: 2 };

  /** Updates the diagnostics once for all changes that arrive together. */
  function refresh(look: 'editor' | 'disk' | 'moved'): void {
    const waiting = looking !== null;
    if (looking === null || weight[look] > weight[looking]) looking = look;
    if (waiting) return;
    setTimeout(() => {
      void runInTurn(async () => {
        const wanted = looking ?? 'editor';
        looking = null;
        await files().refresh(wanted);
        if (abilities.workspace?.codeLens?.refreshSupport === true)
          askEditor(connection.sendRequest(CodeLensRefreshRequest.type));
      }).catch((error: unknown) => connection.console.error(String(error)));
    }, patience);
  }

  /** Answers about an open file; returns `none` for a file that is not Compose. */
  function answerAbout<T>(
    uri: string,
    token: CancellationToken,
    none: T,
    answer: (asked: RequestedFile) => T | Promise<T>,
    look: 'editor' | 'disk' = 'editor',
  ): Promise<T> {
    return runInTurn(async () => {
      if (token.isCancellationRequested)
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'no longer needed');
      // A file that was closed or saved may not have been looked at yet.
      const wanted = looking === null || looking === 'editor' ? look : 'disk';
      const found = await files().projectOf(uri, wanted);
      if (found === null) return none;
      const { project, name } = found;
      return answer({ project, name, text: project.workspace().input.texts.get(name) ?? '' });
    });
  }

  function editor() {
    const { uriOf, versionOf } = files();
    const { workspace, textDocument } = abilities;
    return {
      uriOf,
      versionOf,
      abilities: {
        versions: workspace?.workspaceEdit?.documentChanges === true,
        annotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
      },
      resolves:
        textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true &&
        textDocument.codeAction.dataSupport === true,
    };
  }

  connection.onInitialize((params) => {
    abilities = params.capabilities;
    open = createOpenProjects({
      io,
      options,
      roots: rootsOf(params),
      report: (message) => connection.console.info(message),
      publish: (uri, textVersion, diagnostics) =>
        void connection.sendDiagnostics({
          uri,
          diagnostics: [...diagnostics],
          ...(textVersion === null ? {} : { version: textVersion }),
        }),
    });
    return {
      serverInfo: { name: 'bulkhead', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: [' ', ':', '[', '-'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentSymbolProvider: true,
        renameProvider:
          abilities.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
        codeActionProvider: { codeActionKinds: actionKinds, resolveProvider: editor().resolves },
        codeLensProvider: { resolveProvider: true },
        executeCommandProvider: { commands: [whyCommand] },
      },
    };
  });

  connection.onInitialized(() => {
    if (abilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = ['**/*.{yml,yaml}', '**/{.env,.env.*,*.env}'].map((globPattern) => ({ globPattern }));
    askEditor(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version: number, text } }) => {
    files().open(uri, languageId, number, text);
    refresh('disk');
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version: number }, contentChanges }) => {
    files().change(uri, number, contentChanges);
    refresh(/\.ya?ml$/i.test(uri) ? 'editor' : 'disk');
  });
  connection.onDidSaveTextDocument(() => refresh('disk'));
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    files().close(uri);
    refresh('disk');
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const moved = changes.some(({ type }) => type !== FileChangeType.Changed);
    refresh(moved ? 'moved' : 'disk');
  });

  connection.onHover(({ textDocument: { uri }, position }, token) =>
    answerAbout(uri, token, null, ({ project, name, text }) => {
      const offset = offsetOfPosition(text, position);
      const hover = hoverAt(project.workspace(), project.analysis, name, offset, project.names());
      if (hover === null) return null;
      const plain = abilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === false;
      return {
        contents: { kind: plain ? MarkupKind.PlainText : MarkupKind.Markdown, value: hover.markdown },
        ...(hover.span === null ? {} : { range: rangeOf(text, hover.span) }),
      };
    }),
  );

  connection.onCompletion((params, token) =>
    answerAbout(params.textDocument.uri, token, null, ({ project, name }) => [
      ...completion(project, name, params),
    ]),
  );

  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    answerAbout(uri, token, null, ({ project, name, text }) => {
      const found = namedAt(project.workspace(), name, offsetOfPosition(text, position));
      if (found === null) return null;
      return declarationsOf(project.workspace(), found.named).map((place) =>
        locationOf(project, files().uriOf, place),
      );
    }),
  );

  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    answerAbout(uri, token, null, ({ project, name, text }) => {
      const found = namedAt(project.workspace(), name, offsetOfPosition(text, position));
      if (found === null) return null;
      const declared = new Set(
        declarationsOf(project.workspace(), found.named).map(({ file, from }) => `${file}\n${from}`),
      );
      return placesOfName(project.workspace(), found.named)
        .filter(({ file, from }) => context.includeDeclaration || !declared.has(`${file}\n${from}`))
        .map((place) => locationOf(project, files().uriOf, place));
    }),
  );

  connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
    answerAbout(uri, token, null, ({ project, name, text }) =>
      prepareRename(project, name, offsetOfPosition(text, position)),
    ),
  );

  // Edits of files that are not open are edits of what is on the disk now.
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }, token) =>
    answerAbout(
      uri,
      token,
      null,
      ({ project, name, text }) => {
        const offset = offsetOfPosition(text, position);
        return rename(project, name, offset, newName, files(), editor().abilities);
      },
      'disk',
    ),
  );

  connection.onCodeAction((params, token) =>
    answerAbout(
      params.textDocument.uri,
      token,
      null,
      ({ project, name }) => [...codeActions(project, name, params, editor())],
      'disk',
    ),
  );

  connection.onCodeActionResolve((action: CodeAction, token) => {
    const { uri } = (action.data ?? { uri: '' }) as { readonly uri: string };
    return answerAbout(uri, token, action, ({ project }) => resolveAction(project, action, editor()), 'disk');
  });

  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    answerAbout(uri, token, null, ({ project, name }) => [...codeLenses(project, name, uri)]),
  );

  connection.onCodeLensResolve((lens, token) =>
    answerAbout(lensFile(lens), token, lens, ({ project }) => resolveLens(project, lens)),
  );

  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    answerAbout(uri, token, null, ({ project, name, text }) => {
      const document = project.workspace().files.find((file) => file.document.file === name)?.document;
      const symbols = document ? symbolsOf(document).map((symbol) => toSymbol(text, symbol)) : [];
      const nested = abilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
      return nested ? symbols : symbols.flatMap((symbol) => flatSymbols(uri, symbol));
    }),
  );

  connection.onExecuteCommand(({ command, arguments: [uri, service] = [] }, token) => {
    if (command !== whyCommand || typeof uri !== 'string' || typeof service !== 'string') {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        `${command}: unknown command or wrong arguments. ${whyCommand} takes the address of a file and a service.`,
      );
    }
    return answerAbout(uri, token, null, ({ project }) => {
      const text = whyText(project, service) ?? `${visible(service)} is not active.`;
      // A message without a choice is no request: some editors would wait for an answer.
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Info,
        message: text,
      });
      return text;
    });
  });

  // Asked by the extension that shows a picture of the project beside its text, not by editors themselves.
  connection.onRequest(projectRequest, ({ uri }: { readonly uri: string }, token: CancellationToken) =>
    answerAbout(uri, token, null, ({ project }) => projectAnswer(project, options), 'disk'),
  );

  connection.listen();
}

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.map(pathOf).filter((path) => path !== null);
}

const symbolKinds = {
  section: SymbolKind.Namespace,
  service: SymbolKind.Module,
  network: SymbolKind.Interface,
} as const;

function toSymbol(text: string, { kind, name, span, keySpan, children }: FileSymbol): DocumentSymbol {
  return {
    name: visible(name),
    kind: symbolKinds[kind],
    range: rangeOf(text, span),
    selectionRange: rangeOf(text, keySpan),
    children: children.map((child) => toSymbol(text, child)),
  };
}

/** Flattens symbols for editors that only know lists. */
function flatSymbols(
  uri: string,
  { name, kind, range, children = [] }: DocumentSymbol,
): readonly {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly location: { readonly uri: string; readonly range: DocumentSymbol['range'] };
}[] {
  return [{ name, kind, location: { uri, range } }, ...children.flatMap((child) => flatSymbols(uri, child))];
}
