// The files that an `include` or an `import` means.

import type { ContainerFiles } from './container-files.ts';
import { inContainer } from './container-path.ts';
import { globMatcher, isGlob } from './glob.ts';

/** Files of a container by a path, or by a pattern in its last parts, sorted; a sentence where they are not known. */
export function matchingFiles(files: ContainerFiles, asked: string): readonly string[] | string {
  if (!isGlob(asked)) {
    const found = files.at(asked);
    if (found.kind === 'unread') return found.why;
    return found.kind === 'text' ? [inContainer(asked)] : [];
  }
  const pattern = inContainer(asked);
  const fixed = pattern.slice(0, pattern.search(/[*?[]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/'));
  const isDeep = pattern.slice(folder.length + 1).includes('/');
  const listed = files.below(folder === '' ? '/' : folder, isDeep);
  if (listed.kind === 'unread') return listed.why;
  if (listed.kind === 'image') return [];
  const fits = globMatcher(pattern, 'path');
  return listed.paths.filter((path) => fits(path) && !path.slice(path.lastIndexOf('/')).startsWith('/.'));
}
