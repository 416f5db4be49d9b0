// From the texts of a drop to the stacks of a host, in short tasks: each a project by itself, with its own variables.

import { withoutParts } from '../../../core/compose/discovery/find-stacks.ts';
import { isEnvFile } from '../../../core/compose/environment/dot-env.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { createYield } from '../large/large.ts';
import type { OpenedStack } from '../work/opened-stacks.ts';
import { projectInput } from './project-input.ts';
import { type FoundStacks, textsOf } from './stacks.ts';

/** The stacks after reading, and the files that belong to none. */
export interface ReadStacks {
  readonly stacks: readonly OpenedStack[];
  readonly leftOut: readonly string[];
}

export interface ReadingContext {
  /** The name of the one dropped folder; null for several folders, or files. */
  readonly folder: string | null;
  readonly schema: SchemaCheck | null;
  readonly signal: AbortSignal;
}

/** Reads the stacks that were found among `texts`; null when `signal` aborts it. */
export async function readStacks(
  { stacks }: Pick<FoundStacks, 'stacks'>,
  texts: ReadonlyMap<string, string>,
  { folder, schema, signal }: ReadingContext,
): Promise<ReadStacks | null> {
  const yieldIfDue = createYield();
  const folders = stacks.flatMap(({ dir }) => dir ?? []);
  const read: OpenedStack[] = [];
  for (const found of stacks) {
    const project = projectInput(textsOf(found, texts, folders), folder, found.files);
    const dir = found.dir === '' ? '.' : found.dir;
    read.push({ dir, project, session: newSession({ ...project.input, schema }) });
    await yieldIfDue();
    if (signal.aborted) return null;
  }
  const ownStacks = withoutParts(read, (stack) => ({
    order: stack.project.input.order,
    files: usedFiles(stack),
  }));
  const used = new Set(ownStacks.flatMap(usedFiles));
  const leftOut = [...texts.keys()].filter((file) => !used.has(file) && !isEnvFile(file));
  return { stacks: ownStacks, leftOut };
}

function usedFiles({ session }: OpenedStack): readonly string[] {
  return session.workspace.files.map(({ document }) => document.file);
}
