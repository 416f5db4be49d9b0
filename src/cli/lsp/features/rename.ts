// Renaming a service or network with everything in the project's files that follows it.

import { LSPErrorCodes, type Range, ResponseError, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { planInWorkspace } from '../../../core/compose/workspace/plan/plan-in-workspace.ts';
import { type NamedEntity, namedAt } from '../../../core/language/name-places.ts';
import { visible } from '../../../core/quote/visible-text.ts';
import type { LanguageProject } from '../language-project.ts';
import { type EditAbilities, type EditorFiles, rangeOf, workspaceEdit } from '../protocol.ts';

function operationOf({ kind, name, file }: NamedEntity, to: string): Operation {
  if (file !== null) {
    const message = `${name} is a service of ${file}, which is only extended, so other projects may use it. Rename it by hand, there and where it is extended.`;
    throw new ResponseError(LSPErrorCodes.RequestFailed, visible(message));
  }
  return kind === 'service'
    ? { type: 'rename-service', service: name, to, keepAlias: false, followHosts: true }
    : { type: 'rename-network', network: name, to };
}

/** Returns the name that would be renamed at an offset; null when nothing there can be renamed. */
export function prepareRename(
  project: LanguageProject,
  file: string,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | null {
  const found = namedAt(project.workspace(), file, offset);
  if (found === null || found.named.file !== null) return null;
  const text = project.workspace().input.texts.get(file) ?? '';
  return { range: rangeOf(text, found.place), placeholder: found.named.name };
}

/** Returns the edit that renames the name at an offset. A refusal of the planner becomes an error with its reason. */
export function rename(
  project: LanguageProject,
  file: string,
  offset: number,
  to: string,
  files: EditorFiles,
  abilities: EditAbilities,
): WorkspaceEdit {
  const workspace = project.workspace();
  const found = namedAt(workspace, file, offset);
  if (found === null) {
    const why = workspace.stale
      ? 'a file cannot be read at the moment; correct its text first'
      : 'there is no service or network name here';
    throw new ResponseError(LSPErrorCodes.RequestFailed, why);
  }
  const planned = planInWorkspace(workspace, [operationOf(found.named, to)]);
  if (!planned.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, visible(planned.error.message));
  return workspaceEdit(project, planned.value.edits, files, abilities);
}
