// How what a file says is read: the folder that its paths are seen from, the variables that it is read with.

import type { Path } from '../../yaml/tree.ts';
import { topLevelTree } from '../read-fragments.ts';
import { includedProjects } from './included-projects.ts';
import { mainDocument } from './open-workspace.ts';
import { folderOf } from './paths.ts';
import { sayerOf } from './place-of.ts';
import type { Workspace } from './workspace.ts';

/** The folder that paths at `at` of the merged model are seen from: the project's, for what is included or extended its own. */
export function folderSeenFrom(workspace: Workspace, at: Path): string {
  const { document } = sayerOf(workspace, at);
  switch (workspace.files.find((file) => file.document === document)?.role) {
    case 'included':
      return folderOfIncluded(workspace, document.file);
    case 'extended':
      return folderOf(document.file);
    default:
      return folderOf(mainDocument(workspace).file);
  }
}

/** An `include` may say which folder its paths are seen from. */
function folderOfIncluded({ files }: Workspace, file: string): string {
  for (const { document } of files) {
    const list = topLevelTree(document.fragments, 'include');
    const found = includedProjects(list, document.file, document.environment).find((one) =>
      one.files.includes(file),
    );
    if (found) return found.folder;
  }
  return folderOf(file);
}

/** The variables that the last file which speaks of a service is read with. */
export function environmentOf(workspace: Workspace, service: string): ReadonlyMap<string, string> {
  const last = workspace.layers.get(`service:${service}`)?.at(-1);
  return (last?.document ?? mainDocument(workspace)).environment;
}
