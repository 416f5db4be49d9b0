// What a command writes, all files together: none is written where one of them cannot be, also where that shows in the middle.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

/** The new text of a file; `before` is the exact old text, or null for a new file. */
export interface NewText {
  readonly file: string;
  readonly before: string | null;
  readonly text: string;
}

/** Saves all texts or none. A failure names the file, and any file that could not be restored. */
export function saveTexts(io: Io, texts: readonly NewText[]): void {
  for (const { file, before } of texts) {
    const why = io.whyNotWritable(file) ?? (isUnchanged(io, file, before) ? null : whyChanged(before));
    if (why !== null) throw new CallFailure(`${file}:1:1: ${why}`);
  }
  const finish = keepTogether(io, texts);
  const written: NewText[] = [];
  for (const text of texts) {
    const result = io.saveFile(text.file, text.text, text.before);
    if (result.kind === 'saved') {
      written.push(text);
      continue;
    }
    const why = result.kind === 'changed' ? whyChanged(text.before) : result.why;
    const stay = written.reverse().filter((newText) => !restoreText(io, newText));
    finish();
    const names = stay.map(({ file }) => file).join(', ');
    const others = stay.length === 0 ? '' : ` Already written and not restored: ${names}.`;
    throw new CallFailure(`${text.file}:1:1: ${why}${others}`);
  }
  finish();
}

/**
 * Keeps the old contents of several files until all are written; returns how to end that. When this user may not write the common folder, a
 * failure restores the files and a kill does not.
 */
function keepTogether(io: Io, texts: readonly NewText[]): () => void {
  if (texts.length < 2) return () => {};
  try {
    return io.keepTogether(texts);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return () => {};
    const names = texts.map(({ file }) => file).join(', ');
    throw new CallFailure(
      `${names}: not written, since their old contents cannot be kept (${code}). Check the space of their common folder.`,
    );
  }
}

/** Undoes a write of this call; false when that failed. */
function restoreText(io: Io, { file, before, text }: NewText): boolean {
  return before === null ? io.removeFile(file, text) : io.saveFile(file, before, text).kind === 'saved';
}

function whyChanged(before: string | null): string {
  return before === null
    ? 'was created in the meantime, so it was not written. Run the command again.'
    : 'was changed by another program since it was read, so it was not written. Run the command again.';
}

/** True when the file still has its old text. This is only a first check for all or nothing; `saveFile` checks again. */
function isUnchanged(io: Io, file: string, before: string | null): boolean {
  if (before === null) return io.kindOf(file) === 'absent';
  return readExisting(io, file) === before;
}

/** Returns the text of a file that a command replaces without reading it; null when it does not exist. */
export function readExisting(io: Io, file: string): string | null {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(io.readFile(file));
  } catch {
    return null;
  }
}
