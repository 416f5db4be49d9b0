// Addresses and ports in the text of a file that become others.

import { applyEdits, type Edits } from '../../text/edit.ts';
import { lineAndColumn } from '../../text/line-and-column.ts';
import { patternText } from '../../text/pattern-text.ts';

/** A line of a file that states the old place of a stack. */
export interface FollowingLine {
  readonly file: string;
  readonly line: number;
  readonly before: string;
  /** The new text; null where a person has to decide. */
  readonly after: string | null;
  /** The reason why a person has to; empty for an edit. */
  readonly why: string;
}

/** A text with the lines of it that follow a move. */
export interface FollowingText {
  readonly text: string;
  readonly lines: readonly FollowingLine[];
}

/** A file with its edits. */
export interface FollowedFile extends FollowingText {
  readonly edits: Edits;
}

/** The old addresses and ports of a stack, as files write them, and the new ones; null where the other machine has none on that network. */
export type MovedPlaces = ReadonlyMap<string, string | null>;

/** Returns a file after the move: each old place in it is the new one. Comments stay. */
export function followInText(file: string, text: string, places: MovedPlaces): FollowedFile {
  const lines: FollowingLine[] = [];
  const edits = [...places].flatMap(([before, after]) => {
    const found = text.matchAll(new RegExp(`(?<![\\w.:-])${patternText(before)}(?![\\w:])`, 'g'));
    return [...found].flatMap(({ index }) => {
      const lead = text.slice(text.lastIndexOf('\n', index) + 1, index);
      if (/(?:^|\s)#/.test(lead)) return [];
      const { line } = lineAndColumn(text, index);
      const why = after === null ? 'the other machine has no such address or name' : '';
      lines.push({ file, line, before, after, why });
      return after === null ? [] : [{ from: index, to: index + before.length, insert: after }];
    });
  });
  lines.sort((a, b) => a.line - b.line);
  edits.sort((a, b) => a.from - b.from);
  return { text: applyEdits(text, edits), lines, edits };
}
