// What a command writes, all files together: none is written where one of them cannot be, also where that shows in the middle.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

/** `before` is what was read, exactly; null for a file that is new. */
export interface NewText {
  readonly file: string;
  readonly before: string | null;
  readonly text: string;
}

/** Saves the texts, all or none; a failure that names the file, and what could not be put back. */
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
    const stay = written.reverse().filter((newText) => !putBack(io, newText));
    finish();
    const names = stay.map(({ file }) => file).join(', ');
    const others = stay.length === 0 ? '' : ` Written already, and not to be put back: ${names}.`;
    throw new CallFailure(`${text.file}:1:1: ${why}${others}`);
  }
  finish();
}

/**
 * Several files are kept until all are written; what ends that. Where this user may not write the folder that holds them all, only a failure
 * puts them back, a kill does not.
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
      `${names}: not written: what they hold cannot be kept beside them meanwhile (${code}). Check the space of the folder that holds them all.`,
    );
  }
}

/** Undoes a write of this call; whether that went well. */
function putBack(io: Io, { file, before, text }: NewText): boolean {
  return before === null ? io.removeFile(file, text) : io.saveFile(file, before, text).kind === 'saved';
}

function whyChanged(before: string | null): string {
  return before === null
    ? 'appeared meanwhile, so it was not written. Run the command again.'
    : 'was changed by another program since it was read, so it was not written. Run the command again.';
}

/** Only a first look, to write all or nothing; the one of `saveFile` decides. */
function isUnchanged(io: Io, file: string, before: string | null): boolean {
  if (before === null) return io.kindOf(file) === 'absent';
  return textIn(io, file) === before;
}

/** The text of a file that a command replaces without having read it for itself; null where there is none. */
export function textIn(io: Io, file: string): string | null {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(io.readFile(file));
  } catch {
    return null;
  }
}
