// The files of a project, and every file that they ask for, read from the disk.

import { schemaCheck } from 'virtual:compose-schema';
import { askedFiles } from '../../core/compose/workspace/absent-files.ts';
import { openWorkspace, withTexts } from '../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { readText } from './read-text.ts';

/** The workspace with the problems of files that are missing and without which Compose would refuse it. */
function withAbsent(io: Io, workspace: Workspace): Workspace {
  const absent = new Set(askedFiles(workspace).filter((file) => io.kindOf(file) !== 'file'));
  const known = workspace.input.absent ?? new Set<string>();
  const same = absent.size === known.size && [...absent].every((file) => known.has(file));
  return same ? workspace : openWorkspace({ ...workspace.input, absent });
}

/** Reads `order` and what it includes and extends; what is not there stays missing. */
export async function loadWorkspace(
  io: Io,
  order: readonly string[],
  environment: ReadonlyMap<string, string>,
): Promise<Workspace> {
  const texts = new Map<string, string>();
  for (const file of order) texts.set(file, await readText(io, file));
  return withWanted(io, openWorkspace({ order, texts, environment, schema: schemaCheck }));
}

/** The workspace with the files on disk that it asks for and does not hold yet. */
export async function withWanted(io: Io, opened: Workspace): Promise<Workspace> {
  let workspace = opened;
  for (;;) {
    const more = new Map<string, string>();
    for (const missing of workspace.missing) {
      const text = await readWanted(io, missing);
      if (text !== null) more.set(missing.file, text);
    }
    if (more.size === 0) return withAbsent(io, workspace);
    workspace = withTexts(workspace, more);
  }
}

/** The text of a file that another one asks for; null where it is not there. */
async function readWanted(io: Io, { file, by }: Workspace['missing'][number]): Promise<string | null> {
  try {
    return io.kindOf(file) === 'file' ? await readText(io, file) : null;
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    throw new CallFailure([...error.lines, `  ${by} asks for it.`]);
  }
}
