// Lines of configuration files.

import { lineAndColumn } from '../text/line-and-column.ts';
import type { SourcePlace } from './model.ts';

/** A configuration file as it was read. */
export interface ConfigText {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/** The line of an offset in a configuration file. */
export function lineAt({ file, text }: ConfigText, offset: number): SourcePlace {
  return { file, line: lineAndColumn(text, offset).line };
}
