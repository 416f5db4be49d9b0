// `bulkhead lsp`: the language server, over standard input and output, for as long as an editor wants it.

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { CallFailure } from '../../call-failure.ts';
import type { ExitCode } from '../../exit-codes.ts';
import type { ProjectOptions } from '../../input/project-options.ts';
import { readRuleSet } from '../../input/rule-set.ts';
import type { Io } from '../../io.ts';
import { startLanguageServer } from '../../lsp/start-language-server.ts';

export interface LspOptions extends ProjectOptions {
  readonly rules: string;
}

/** Runs the command until the editor ends it or goes away. */
export function runLsp(io: Io, args: readonly string[], options: LspOptions): Promise<ExitCode> {
  const [first] = args;
  if (first !== undefined) {
    throw new CallFailure(`lsp ${first}: takes no files, since the editor names them. Leave it out.`);
  }
  readRuleSet(options.rules);
  if (io.terminal) io.complain('This command talks to an editor over standard input: see docs/editors.md.');
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  startLanguageServer(connection, { io, options });
  // The library ends the process when the editor says so, and when the editor is gone.
  return new Promise(() => {});
}
