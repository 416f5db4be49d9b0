// Unsaved work as one record: all texts as they are and as they were opened, so that 'changed' means the same afterwards.

import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import type { SessionState } from '../session/session-state.ts';
import { isPairs, readStoredProject, type StoredProject, storedProject } from './stored-project.ts';

export interface Draft {
  readonly version: 1;
  readonly id: string;
  /** Name of the main file. */
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly savedAt: number;
  readonly project: StoredProject;
  readonly opened: readonly (readonly [file: string, text: string])[];
  /** Whether the person put it aside or took it away: then it is listed, and not brought back unasked. */
  readonly aside: boolean;
}

/** The open work as a draft; null where nothing is open. */
export function draftOf(
  { session, options, folder, left }: SessionState,
  id: string,
  savedAt: number,
  aside: boolean,
): Draft | null {
  if (session === null) return null;
  const { workspace, opened } = session;
  return {
    version: 1,
    id,
    name: mainDocument(workspace).file,
    savedAt,
    project: storedProject(workspace.input, options.profiles, folder, left),
    opened: [...opened.input.texts],
    aside,
  };
}

/** Data as a draft; null where it is none that this version can read. */
export function readDraft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('version' in value && 'id' in value && 'name' in value && 'savedAt' in value)) return null;
  if (!('project' in value && 'opened' in value && 'aside' in value)) return null;
  const { version, id, name, savedAt, opened, aside } = value;
  const project = readStoredProject(value.project);
  if (version !== 1 || typeof id !== 'string' || typeof name !== 'string') return null;
  if (typeof savedAt !== 'number' || typeof aside !== 'boolean') return null;
  if (project === null || !isPairs(opened)) return null;
  return { version, id, name, savedAt, project, opened, aside };
}
