// The files that a text includes or extends, read as the model reads them: nothing else says which file belongs to which project.

import { entityTrees } from '../model-of.ts';
import { readExtends } from '../project/read/project-service.ts';
import { readFragments, topLevelTree } from '../read-fragments.ts';
import { includedProjects } from '../workspace/gather-entities.ts';
import { folderOf } from '../workspace/paths.ts';
import { pathIn } from './discovered-files.ts';

/** Returns the paths that `text` of `file` refers to, environment files of its includes among them; none when the text cannot be parsed. */
export function filesAskedBy(
  text: string,
  file: string,
  variables: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const asked = new Set<string>();
  // Most files have neither word, and a backslash may hide one.
  if (!['include', 'extends', '\\'].some((word) => text.includes(word))) return asked;
  const { fragments } = readFragments(text);
  for (const { files, envFiles } of includedProjects(topLevelTree(fragments, 'include'), file, variables))
    for (const path of [...files, ...envFiles]) asked.add(path);
  for (const [, tree] of entityTrees(fragments, 'service', variables)) {
    const path = readExtends(tree, variables)?.file ?? null;
    if (path !== null) asked.add(pathIn(folderOf(file), path));
  }
  return asked;
}

/** Returns the `texts` that the files `from` refer to, directly or indirectly, with `from` itself. */
export function textsAskedBy(
  from: Iterable<string>,
  texts: ReadonlyMap<string, string>,
  variables: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = texts.get(file);
    if (text === undefined || reached.has(file)) continue;
    reached.add(file);
    if (/\.ya?ml$/i.test(file)) waiting.push(...filesAskedBy(text, file, variables));
  }
  return reached;
}
