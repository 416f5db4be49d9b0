// Opening the files of a project: texts in, one workspace out. Every text opens; what cannot be read has problems.

import type { ComposeDocument } from '../document.ts';
import { envValues, isEnvFile, withEnvText } from '../environment/dot-env.ts';
import { type OpenOptions, openDocument } from '../open-document.ts';
import type { SchemaCheck } from '../schema/schema-check.ts';
import type { AdjacentFiles } from './adjacent-files.ts';
import { assembleWorkspace } from './assemble-workspace.ts';
import type { Workspace, WorkspaceInput } from './workspace.ts';

/** Opens the files of a project; texts stay unchanged. */
export function openWorkspace(input: WorkspaceInput): Workspace {
  return assembleWorkspace(input, [], null);
}

/** Returns the workspace with more available texts, such as files that were missing. */
export function withTexts(workspace: Workspace, more: ReadonlyMap<string, string>): Workspace {
  const texts = new Map([...workspace.input.texts, ...more]);
  const documents = workspace.files.map(({ document }) => document);
  return assembleWorkspace({ ...workspace.input, texts }, documents, null);
}

/** Returns an input with further environment files, of which later ones take precedence. Values from elsewhere (the shell) stay. */
export function withVariables(input: WorkspaceInput, files: ReadonlyMap<string, string>): WorkspaceInput {
  let result = input;
  for (const [file, text] of files) result = withEnvText(withoutValues(result, text), file, text);
  return result;
}

/** Returns the input without the values that earlier files gave to the variables in `text`. */
function withoutValues(input: WorkspaceInput, text: string): WorkspaceInput {
  const others = [...input.texts].filter(([file]) => isEnvFile(file)).map(([, text]) => envValues(text));
  const environment = new Map(input.environment);
  for (const name of envValues(text).keys()) {
    if (others.some((values) => values.get(name) === environment.get(name))) environment.delete(name);
  }
  return { ...input, environment };
}

/** Returns the workspace with the schema's problems; the schema is loaded after the first picture. */
export function withSchemaAtHand(workspace: Workspace, schema: SchemaCheck): Workspace {
  const documents = workspace.files.map(({ document }) => document);
  return assembleWorkspace({ ...workspace.input, schema }, documents, workspace);
}

/** Returns the workspace with the files beside the compose files, which are loaded after the first picture. */
export function withAdjacentFiles(workspace: Workspace, beside: AdjacentFiles): Workspace {
  return { ...workspace, input: { ...workspace.input, beside } };
}

/** Returns the workspace with other files merged, or in another order. The text of every name must be available. */
export function withOrder(workspace: Workspace, order: readonly string[]): Workspace {
  const known = order.filter((file) => workspace.input.texts.has(file));
  const same = known.join('\n') === workspace.input.order.join('\n');
  if (same || known.length === 0) return workspace;
  const documents = workspace.files.map(({ document }) => document);
  return assembleWorkspace({ ...workspace.input, order: known }, documents, workspace);
}

/** Returns the input of a project of one file. */
export function aloneInput(text: string, options: OpenOptions = {}): WorkspaceInput {
  const { file = 'compose.yaml', environment = new Map<string, string>(), schema = null } = options;
  return { order: [file], texts: new Map([[file, text]]), environment, schema };
}

/** Opens a project of one file. */
export function openAlone(text: string, options: OpenOptions = {}): Workspace {
  return openWorkspace(aloneInput(text, options));
}

/** Returns the main document: the first one, which gives the project its name. */
export function mainDocument(workspace: Workspace): ComposeDocument {
  const [main] = workspace.files;
  return main?.document ?? openDocument('', { file: workspace.input.order[0] ?? 'compose.yaml' });
}
