// How the values of a file are read: the folder that its paths are relative to, and its variables. Apart from `place-of.ts`, since
// only exports, which the page loads late, need them.

import type { Path } from '../../yaml/tree.ts';
import { mainDocument } from './open-workspace.ts';
import { folderOf } from './paths.ts';
import { declarerOf } from './place-of.ts';
import type { Workspace } from './workspace.ts';

/** Returns the folder that paths at `at` of the merged model are relative to. */
export function folderSeenFrom(workspace: Workspace, at: Path): string {
  const { document } = declarerOf(workspace, at);
  const file = workspace.files.find((file) => file.document === document);
  return file?.folder ?? folderOf(document.file);
}

/** Returns the variables of the last file with a service. */
export function environmentOf(workspace: Workspace, service: string): ReadonlyMap<string, string> {
  const last = workspace.layers.get(`service:${service}`)?.at(-1);
  return (last?.document ?? mainDocument(workspace)).environment;
}
