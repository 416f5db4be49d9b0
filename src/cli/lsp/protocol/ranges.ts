// Offsets as the protocol counts them: lines and UTF-16 columns from 0.

import type { Location, Position, Range } from 'vscode-languageserver/node';
import { lineAndColumn } from '../../../core/text/line-and-column.ts';
import { offsetAt } from '../../../core/text/offset-at.ts';
import type { Span } from '../../../core/yaml/tree.ts';
import type { LanguageProject } from '../language-project.ts';

function positionOf(text: string, offset: number): Position {
  const { line, column } = lineAndColumn(text, offset);
  return { line: line - 1, character: column - 1 };
}

/** The range of a span of a text. */
export function rangeOf(text: string, { from, to }: Span): Range {
  return { start: positionOf(text, from), end: positionOf(text, to) };
}

/** The offset of a position in a text. */
export function offsetOfPosition(text: string, { line, character }: Position): number {
  return offsetAt(text, line + 1, character + 1);
}

/** The part of a span on its first line: a line under a whole service would point at nothing. */
export function firstLine(text: string, { from, to }: Span): Span {
  const end = text.slice(from, to).search(/[\r\n]/);
  return { from, to: end < 0 ? to : from + end };
}

/** Gives the address of a file as the editor spells it. */
export type UriOf = (path: string) => string;

/** A place in a file of a project. */
export function locationOf(
  project: LanguageProject,
  uriOf: UriOf,
  { file, ...span }: Span & { readonly file: string },
): Location {
  const text = project.workspace().input.texts.get(file) ?? '';
  return { uri: uriOf(project.pathOf(file)), range: rangeOf(text, span) };
}
