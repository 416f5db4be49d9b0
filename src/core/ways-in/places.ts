// Lines of configuration files and the places of declarations.

import { lineAndColumn } from '../text/line-and-column.ts';
import type { Path } from '../yaml/tree.ts';

/** A line of a file. `line` is 1-based. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** The place of a statement: a path of the model for a compose file, or a line of another file. */
export type SourceLocation = SourcePlace | { readonly path: Path } | null;

/** A configuration file with its text. */
export interface ConfigText {
  /** The file's name in messages. */
  readonly file: string;
  readonly text: string;
}

/** Returns a line as `FILE:LINE`, which messages begin with. */
export function placeText({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}

/** Returns ` at FILE:LINE` for a place in another file; '' for one in a compose file, whose line precedes the message. */
export function atLine(declaredAt: SourceLocation): string {
  return declaredAt === null || 'path' in declaredAt ? '' : ` at ${placeText(declaredAt)}`;
}

/** Returns the line of an offset in a configuration file. */
export function lineAt({ file, text }: ConfigText, offset: number): SourcePlace {
  return { file, line: lineAndColumn(text, offset).line };
}
