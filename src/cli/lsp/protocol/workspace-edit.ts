// Edits of a project's files as one edit of the editor's workspace.

import type { ChangeAnnotation, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileEdits } from '../../../core/compose/workspace/update-workspace.ts';
import type { LanguageProject } from '../language-project.ts';
import { rangeOf, type UriOf } from './ranges.ts';

/** What an editor can do with such an edit. */
export interface EditAbilities {
  /** It takes edits with the version of the text that they are for. */
  readonly versions: boolean;
  /** It shows what a change is for, and asks before it makes one. */
  readonly annotations: boolean;
}

/** Addresses and versions as the editor has them; the version of a file that is not open is null. */
export interface EditorFiles {
  readonly uriOf: UriOf;
  readonly versionOf: (path: string) => number | null;
}

const annotationId = 'bulkhead';

/** The edits, with what they mean to say before they are made where that can be shown. */
export function workspaceEdit(
  project: LanguageProject,
  edits: FileEdits,
  { uriOf, versionOf }: EditorFiles,
  abilities: EditAbilities,
  annotation: ChangeAnnotation | null = null,
): WorkspaceEdit {
  const noted = annotation !== null && abilities.annotations ? annotation : null;
  const files = [...edits].map(([name, own]) => {
    const text = project.workspace().input.texts.get(name) ?? '';
    const path = project.pathOf(name);
    const changes = own.map(
      ({ insert, ...span }): TextEdit => ({ range: rangeOf(text, span), newText: insert }),
    );
    return { uri: uriOf(path), version: versionOf(path), changes };
  });
  if (!abilities.versions) {
    return { changes: Object.fromEntries(files.map(({ uri, changes }) => [uri, changes])) };
  }
  return {
    documentChanges: files.map(({ uri, version, changes }) => ({
      textDocument: { uri, version },
      edits: noted === null ? changes : changes.map((edit) => ({ ...edit, annotationId })),
    })),
    ...(noted === null ? {} : { changeAnnotations: { [annotationId]: noted } }),
  };
}
