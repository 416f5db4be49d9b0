// A workspace after edits of some of its files. Files that were not touched keep their documents, entities that did not
// change keep their objects.

import { applyEdits, type Edits } from '../../text/edit.ts';
import type { ComposeDocument } from '../document.ts';
import { isEnvFile, withEnvText } from '../environment/dot-env.ts';
import { updateDocument } from '../update-document.ts';
import { assembleWorkspace } from './assemble-workspace.ts';
import type { Workspace } from './workspace.ts';

/** The edits by file name; offsets are into the text of each file. */
export type FileEdits = ReadonlyMap<string, Edits>;

/**
 * Returns the workspace after `edits`; equal to opening the new texts. A new file begins empty. The values of an environment file are read
 * again.
 */
export function updateWorkspace(workspace: Workspace, edits: FileEdits): Workspace {
  const documents: ComposeDocument[] = [];
  let { input } = workspace;
  for (const [file, ownEdits] of edits) {
    if (isEnvFile(file)) input = withEnvText(input, file, applyEdits(input.texts.get(file) ?? '', ownEdits));
  }
  const texts = new Map(input.texts);
  const order = [...input.order];
  for (const { document } of workspace.files) {
    const ownEdits = edits.get(document.file);
    const updated = ownEdits ? updateDocument(document, ownEdits).document : document;
    documents.push(updated);
    if (ownEdits) texts.set(document.file, updated.text);
  }
  for (const [file, ownEdits] of edits) {
    if (isEnvFile(file) || documents.some((document) => document.file === file)) continue;
    // A new file is an override of the files before it.
    if (!texts.has(file)) order.push(file);
    texts.set(file, applyEdits(texts.get(file) ?? '', ownEdits));
  }
  // An override that was emptied, by undo or by hand, is no file: Compose would refuse it.
  const emptied = order.filter((file, index) => index > 0 && texts.get(file) === '' && edits.has(file));
  for (const file of emptied) {
    texts.delete(file);
    order.splice(order.indexOf(file), 1);
  }
  return assembleWorkspace({ ...input, order, texts }, documents, workspace);
}
