// What a command writes, all files together: none is written where one of them cannot be.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

/** `before` is what was read, exactly; null for a file that is new. */
export interface NewText {
  readonly file: string;
  readonly before: string | null;
  readonly text: string;
}

/** Saves the texts; a failure that names the file and what was written before it. */
export function saveTexts(io: Io, texts: readonly NewText[]): void {
  for (const { file, before } of texts) {
    const why = io.whyNotWritable(file) ?? (isUnchanged(io, file, before) ? null : whyChanged(before));
    if (why !== null) throw new CallFailure(`${file}:1:1: ${why}`);
  }
  const written: string[] = [];
  for (const { file, before, text } of texts) {
    const result = io.saveFile(file, text, before);
    if (result.kind !== 'saved') {
      const why = result.kind === 'changed' ? whyChanged(before) : result.why;
      const others = written.length === 0 ? '' : ` Written already: ${written.join(', ')}.`;
      throw new CallFailure(`${file}:1:1: ${why}${others}`);
    }
    written.push(file);
  }
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
