// The extension: it starts the language server that comes with it, and shows the page beside a text. What both can do is in
// docs/editors.md.

import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ServerProject } from './picture/find-project.ts';
import { registerPicture } from './picture/register-picture.ts';

/** YAML by either name; the server knows which files are Compose. */
const documentSelector = [
  { scheme: 'file', language: 'yaml' },
  { scheme: 'file', language: 'dockercompose' },
];

function serverArguments(): readonly string[] {
  const given: unknown = workspace.getConfiguration('bulkhead').get('arguments');
  return Array.isArray(given) ? given.filter((word) => typeof word === 'string') : [];
}

function createClient(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('cli/bulkhead.js');
  const args = ['lsp', ...serverArguments()];
  const server = { module, args, transport: TransportKind.stdio };
  return new LanguageClient('bulkhead', 'Bulkhead', server, { documentSelector });
}

let client: LanguageClient | null = null;
let last: Promise<void> = Promise.resolve();

/** One start or end after the other, however fast they are asked for. */
function inTurn(work: () => Promise<void>): Promise<void> {
  last = last.then(work).catch((error: unknown) => {
    void window.showErrorMessage(`Bulkhead: the language server did not start or end. ${String(error)}`);
  });
  return last;
}

async function stop(): Promise<void> {
  const running = client;
  client = null;
  await running?.dispose();
}

/** Which project a text belongs to; null where the server knows none, or does not run. */
async function askServer(text: Uri): Promise<ServerProject | null> {
  await last;
  try {
    return (
      (await client?.sendRequest<ServerProject | null>('bulkhead/project', { uri: text.toString() })) ?? null
    );
  } catch {
    return null;
  }
}

/** Called by the editor when the first YAML file is open. */
export async function activate(context: ExtensionContext): Promise<void> {
  const start = async (): Promise<void> => {
    await stop();
    client = createClient(context);
    await client.start();
  };
  context.subscriptions.push(
    registerPicture(Uri.file(context.asAbsolutePath('page')), askServer),
    commands.registerCommand('bulkhead.restart', () => inTurn(start)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('bulkhead.arguments')) void inTurn(start);
    }),
  );
  await inTurn(start);
}

/** Called by the editor when it ends. */
export function deactivate(): Promise<void> {
  return inTurn(stop);
}
