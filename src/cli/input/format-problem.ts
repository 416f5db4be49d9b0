// A problem of a file as one line for people and editors: `FILE:LINE:COLUMN: what. what to do`.

import type { ComposeDocument } from '../../core/compose/document.ts';
import { locate } from '../../core/compose/locate.ts';
import type { Problem } from '../../core/compose/problem.ts';
import { lineAndColumn } from '../../core/text/line-and-column.ts';

/** The line; sentences end in one full stop each. */
export function formatProblem(document: ComposeDocument, problem: Problem): string {
  const { line, column } =
    problem.offset === null ? locate(document, problem.path) : lineAndColumn(document.text, problem.offset);
  const sentence = (text: string) => text.trim().replace(/[.:]?$/, '.');
  const advice = problem.advice === '' ? '' : ` ${sentence(problem.advice)}`;
  return `${document.file}:${line}:${column}: ${sentence(problem.message)}${advice}`;
}
