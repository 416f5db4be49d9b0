// A problem of a file as one line for people and editors: `FILE:LINE:COLUMN: what. what to do`.

import { offsetPath } from '../../core/compose/offset-path.ts';
import type { Problem } from '../../core/compose/problem.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';

/** The line; sentences end in one full stop each. */
export function formatProblem(workspace: Workspace, problem: Problem): string {
  const path = problem.offset === null ? problem.path : offsetPath(problem.offset);
  const { file, line, column } = placeOf(workspace, path);
  const sentence = (text: string) => text.trim().replace(/[.:]?$/, '.');
  const advice = problem.advice === '' ? '' : ` ${sentence(problem.advice)}`;
  return `${file}:${line}:${column}: ${sentence(problem.message)}${advice}`;
}
