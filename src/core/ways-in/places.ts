// Lines of configuration files.

import { lineAndColumn } from '../text/line-and-column.ts';
import type { Said, SourcePlace } from './model.ts';

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
