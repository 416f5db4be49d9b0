// The files that an `include` or `import` matches.

import type { ConfigText } from '../places.ts';
import type { ContainerFiles } from './container-files.ts';
import { inContainer } from './container-path.ts';
import { globMatcher, isGlob } from './glob.ts';

/** A file with its path in the container. */
export interface MatchingFile extends ConfigText {
  readonly path: string;
}

/** Returns the files of a container at a path, or matching a pattern in its last parts, sorted; a sentence when they are unknown. */
export function matchingFiles(files: ContainerFiles, asked: string): readonly MatchingFile[] | string {
  const paths = matchingPaths(files, asked);
  if (typeof paths === 'string') return paths;
  // All files are read even after an unreadable one, because the page receives every requested file.
  const texts = paths.map((path) => ({ path, text: textAt(files, path) }));
  const found: MatchingFile[] = [];
  for (const { path, text } of texts) {
    if (typeof text === 'string') return text;
    found.push({ path, ...text });
  }
  return found;
}

/** Returns the text of a listed file, or a sentence when it cannot be read. */
export function textAt(files: ContainerFiles, path: string): ConfigText | string {
  const found = files.at(path);
  if (found.kind === 'text') return { file: found.file, text: found.text };
  return found.kind === 'unread' ? found.why : `${path} leads to no file that is read here.`;
}

function matchingPaths(files: ContainerFiles, asked: string): readonly string[] | string {
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
