// Values of top-level keys that the model does not hold, such as `volumes` and `x-bulkhead`, over all files.

import type { Tree } from '../../yaml/tree.ts';
import { mergeTrees } from '../merge/merge-trees.ts';
import { topLevelTree } from '../read-fragments.ts';
import type { Workspace } from './workspace.ts';

/** Returns the merged value of a top-level key; null when no file has it. Files that are only extended do not count. */
export function topLevel(workspace: Pick<Workspace, 'files'>, key: string): Tree | null {
  let merged: Tree | null = null;
  for (const { document, role } of workspace.files) {
    if (role === 'extended') continue;
    const tree = topLevelTree(document.fragments, key);
    if (tree === null) continue;
    merged = merged === null ? tree : mergeTrees(merged, tree, [], document.environment);
  }
  return merged;
}
