import { Position, Range, type TextDocument, type Uri, WorkspaceEdit } from 'vscode';
import { fitsText, type PathEdits } from '../../../../src/page/app/embedded/protocol.ts';
import { addressOf, type FoundProject, isThere, mayBegin } from './find-project.ts';

/** All edits of one message as one edit of the workspace, and the texts that it is to make. A file without a document is made. */
export function wholeEdit(
  files: readonly PathEdits[],
  documents: ReadonlyMap<string, TextDocument>,
  folder: Uri,
): { readonly whole: WorkspaceEdit; readonly expected: ReadonlyMap<string, string> } {
  const whole = new WorkspaceEdit();
  const expected = new Map<string, string>();
  for (const { path, edits } of files) {
    const address = addressOf(folder, path);
    const document = documents.get(path);
    if (document === undefined) {
      const insert = edits.map(({ text }) => text).join('');
      whole.createFile(address, { overwrite: false });
      whole.insert(address, new Position(0, 0), insert);
      expected.set(path, insert);
      continue;
    }
    let after = document.getText();
    for (const { offset, length, text } of [...edits].reverse()) {
      after = after.slice(0, offset) + text + after.slice(offset + length);
      const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
      whole.replace(address, range, text);
    }
    expected.set(path, after);
  }
  return { whole, expected };
}

/** Why edits cannot be made; null where they can. Only texts that the page was given are edited, each at the version that it knows. */
export async function objectionTo(
  { path, version, edits }: PathEdits,
  documents: ReadonlyMap<string, TextDocument>,
  project: FoundProject,
): Promise<string | null> {
  const document = documents.get(path);
  if (version === null) {
    const isFree = document === undefined && mayBegin(project).includes(path);
    if (isFree && !(await isThere(addressOf(project.folder, path)))) return null;
    return `${path} is not made here: something of that name is there, or it is none of the project.`;
  }
  if (document === undefined) return `${path} is no file of this project.`;
  if (document.version !== version) return `${path} was changed meanwhile: the step was not made.`;
  return fitsText(edits, document.getText().length)
    ? null
    : `The edits do not fit ${path}. Nothing was changed.`;
}
