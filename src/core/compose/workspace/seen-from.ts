// How the values of a file are read: the folder that its paths are relative to, and its variables. Only exports ask.

import type { Path } from '../../yaml/tree.ts';
import { mainDocument } from './open-workspace.ts';
import { folderOf } from './paths.ts';
import { sayerOf } from './place-of.ts';
import type { Workspace } from './workspace.ts';

/** The folder that paths at `at` of the merged model are seen from. */
export function folderSeenFrom(workspace: Workspace, at: Path): string {
  const { document } = sayerOf(workspace, at);
  const file = workspace.files.find((one) => one.document === document);
  return file?.folder ?? folderOf(document.file);
}

/** The variables that the last file which speaks of a service is read with. */
export function environmentOf(workspace: Workspace, service: string): ReadonlyMap<string, string> {
  const last = workspace.layers.get(`service:${service}`)?.at(-1);
  return (last?.document ?? mainDocument(workspace)).environment;
}
