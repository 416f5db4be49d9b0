// What a tool answers: a short text for the model that reads it, and the same as data.

import { z } from 'zod';
import type { Tri } from '../../core/compose/topology.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { Path } from '../../core/yaml/tree.ts';

export interface Answer {
  /** Lines; whatever a terminal would obey in them is shown. */
  readonly lines: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** How many entries an answer may have. */
export const limitArgument = z
  .number()
  .int()
  .min(1)
  .max(200)
  .optional()
  .describe('Entries of a list at most, 1 to 200. Default 20; the answer says how many were left out.');

export const usualLimit = 20;

/** `FILE:LINE:COLUMN` of a path of the model. */
export function citation(workspace: Workspace, at: Path): string {
  const { file, line, column } = placeOf(workspace, at);
  return `${file}:${line}:${column}`;
}

export function triWord(tri: Tri): string {
  return tri === 'unknown' ? 'unknown' : tri ? 'yes' : 'no';
}

/** A line that says how many were left out; none where all are there. */
export function moreLine(all: number, shown: number): readonly string[] {
  return all > shown ? [`${all - shown} more; give a larger limit, or ask about less.`] : [];
}
