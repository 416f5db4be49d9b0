import { topLevelTree } from '../read-fragments.ts';
import { includedProjects } from './included-projects.ts';
import { folderOf } from './paths.ts';
import type { Workspace } from './workspace.ts';

/**
 * The folder that paths in `file` are seen from: that of the project; for an included file the one that its `include` states, else its
 * own; for an extended file its own.
 */
export function folderOfFile({ files }: Pick<Workspace, 'files'>, file: string): string {
  switch (files.find(({ document }) => document.file === file)?.role) {
    case 'included':
      return folderOfIncluded(files, file);
    case 'extended':
      return folderOf(file);
    default:
      return folderOf(files[0]?.document.file ?? file);
  }
}

function folderOfIncluded(files: Workspace['files'], file: string): string {
  for (const { document } of files) {
    const list = topLevelTree(document.fragments, 'include');
    const found = includedProjects(list, document.file, document.environment).find((one) =>
      one.files.includes(file),
    );
    if (found) return found.folder;
  }
  return folderOf(file);
}
