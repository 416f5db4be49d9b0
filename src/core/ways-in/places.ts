// Lines of configuration files, and what is declared there.

import { lineAndColumn } from '../text/line-and-column.ts';
import type { Path } from '../yaml/tree.ts';

/** A line of a file that says something. `line` is 1-based. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A place in a compose file is a path of the model; one in another file is a line of it. */
export type Said = SourcePlace | { readonly path: Path } | null;

/** A configuration file as it was read. */
export interface ConfigText {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/** `FILE:LINE`, as messages begin with it. */
export function placeText({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}

/** ` at FILE:LINE` of another file; nothing for a place in a compose file, whose line stands before the message. */
export function atLine(said: Said): string {
  return said === null || 'path' in said ? '' : ` at ${placeText(said)}`;
}

/** The line of an offset in a configuration file. */
export function lineAt({ file, text }: ConfigText, offset: number): SourcePlace {
  return { file, line: lineAndColumn(text, offset).line };
}
