// Opening the files of a project: texts in, one workspace out. Every text opens; what cannot be read has problems.

import type { ComposeDocument } from '../document.ts';
import { envValues, isEnvFile, withEnvText } from '../environment/dot-env.ts';
import { type OpenOptions, openDocument } from '../open-document.ts';
import type { SchemaCheck } from '../schema/schema-check.ts';
import { assembleWorkspace } from './assemble-workspace.ts';
import type { Beside } from './beside.ts';
import type { Workspace, WorkspaceInput } from './workspace.ts';

/** Opens the files of a project; texts stay unchanged. */
export function openWorkspace(input: WorkspaceInput): Workspace {
  return assembleWorkspace(input, [], null);
}

/** The workspace with more texts at hand, such as files that were missing. */
export function withTexts(workspace: Workspace, more: ReadonlyMap<string, string>): Workspace {
  const texts = new Map([...workspace.input.texts, ...more]);
  const documents = workspace.files.map(({ document }) => document);
  return assembleWorkspace({ ...workspace.input, texts }, documents, null);
}

/**
 * An input with more files of variables, of which later ones win. Values that the environment has from elsewhere (the shell) stay.
 */
export function withVariables(input: WorkspaceInput, files: ReadonlyMap<string, string>): WorkspaceInput {
  let result = input;
  for (const [file, text] of files) result = withEnvText(withoutValues(result, text), file, text);
  return result;
}

/** Removes values that earlier files gave to variables that `text` sets. */
function withoutValues(input: WorkspaceInput, text: string): WorkspaceInput {
  const others = [...input.texts].filter(([file]) => isEnvFile(file)).map(([, text]) => envValues(text));
  const environment = new Map(input.environment);
  for (const name of envValues(text).keys()) {
    if (others.some((values) => values.get(name) === environment.get(name))) environment.delete(name);
  }
  return { ...input, environment };
}

/** The workspace with the problems of the schema, which is loaded after the first picture. */
export function withSchemaAtHand(workspace: Workspace, schema: SchemaCheck): Workspace {
  const documents = workspace.files.map(({ document }) => document);
  return assembleWorkspace({ ...workspace.input, schema }, documents, workspace);
}

/** The workspace with what stands beside its files, which is loaded after the first picture. */
export function withBeside(workspace: Workspace, beside: Beside): Workspace {
  return { ...workspace, input: { ...workspace.input, beside } };
}

/** The workspace with other files merged, or in another order. Every name must be at hand. */
export function withOrder(workspace: Workspace, order: readonly string[]): Workspace {
  const known = order.filter((file) => workspace.input.texts.has(file));
  const same = known.join('\n') === workspace.input.order.join('\n');
  if (same || known.length === 0) return workspace;
  const documents = workspace.files.map(({ document }) => document);
  return assembleWorkspace({ ...workspace.input, order: known }, documents, workspace);
}

/** What a project of one file is made from. */
export function aloneInput(text: string, options: OpenOptions = {}): WorkspaceInput {
  const { file = 'compose.yaml', environment = new Map<string, string>(), schema = null } = options;
  return { order: [file], texts: new Map([[file, text]]), environment, schema };
}

/** A project of one file, as most are. */
export function openAlone(text: string, options: OpenOptions = {}): Workspace {
  return openWorkspace(aloneInput(text, options));
}

/** The document that is named first: its name stands for the project. */
export function mainDocument(workspace: Workspace): ComposeDocument {
  const [main] = workspace.files;
  return main?.document ?? openDocument('', { file: workspace.input.order[0] ?? 'compose.yaml' });
}
