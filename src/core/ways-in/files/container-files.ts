// The content of a container at a path: mounted project files and unknown content, read on demand. Paths and links resolve as in the
// container, so that none leads out of the mounts.

import type { ConfigText } from '../places.ts';
import { inContainer } from './container-path.ts';
import type { ProjectFiles } from './project-files.ts';

/** A mount or file inserted into a container at `target`. */
export type MountedContent =
  | { readonly target: string; readonly kind: 'path'; readonly path: string }
  | { readonly target: string; readonly kind: 'text'; readonly text: ConfigText }
  /** A volume or another source that cannot be read; `why` is a sentence. */
  | { readonly target: string; readonly kind: 'unread'; readonly why: string };

/** The content at a path in a container; `image` means that the project mounts nothing there. */
export type FileLookup =
  | ({ readonly kind: 'text' } & ConfigText)
  | { readonly kind: 'folder' }
  | { readonly kind: 'absent' | 'image' }
  | { readonly kind: 'unread'; readonly why: string };

export interface ContainerFiles {
  at(path: string): FileLookup;
  /**
   * Returns the paths of all files below a folder, sorted by bytes; `deep` includes subfolders. `image` when the project mounts nothing
   * there or below. `rest` means that the image may have further files in that folder.
   */
  below(folder: string, deep: boolean): FolderFiles;
}

export type FolderFiles =
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly rest: boolean }
  | { readonly kind: 'image' }
  | { readonly kind: 'unread'; readonly why: string };

/** The maximum number of files read below one folder. */
const maxFiles = 2000;
const maxDepth = 12;
/** The maximum number of symbolic links, as in Linux. */
const maxLinks = 40;

/** The source of a container path: a path of the project, or known content without one. */
type Located = { readonly kind: 'source'; readonly source: string } | Exclude<FileLookup, { kind: 'folder' }>;

/** Returns the reason for a mount whose source is missing here; it may exist on the machine where the project runs. */
function missingSourceText(source: string): string {
  return `${source} is not among these files, so its routes are unknown. Open the folder that holds it, or pass --also DIR.`;
}

export function containerFiles(mounted: readonly MountedContent[], files: ProjectFiles): ContainerFiles {
  const sorted = mounted
    .map((one) => ({ ...one, target: inContainer(one.target) }))
    .sort((a, b) => b.target.length - a.target.length);
  const holding = (path: string) => sorted.find(({ target }) => isBelow(path, target));
  const isHere = (source: string) => files.kindOf(source) !== 'absent';

  /** Resolves links below a mount as in the container, and links on the path of its source as on the machine. */
  const locate = (path: string, links = 0): Located => {
    const holder = holding(path);
    if (!holder) return { kind: 'image' };
    if (holder.kind === 'unread') return { kind: 'unread', why: holder.why };
    if (holder.kind === 'text')
      return holder.target === path ? { kind: 'text', ...holder.text } : { kind: 'absent' };
    if (!isHere(holder.path)) return { kind: 'unread', why: missingSourceText(holder.path) };
    let source = holder.path;
    let here = holder.target;
    const parts = path
      .slice(holder.target.length)
      .split('/')
      .filter((part) => part !== '');
    for (const [index, part] of parts.entries()) {
      source = `${source}/${part}`;
      const link = files.linkAt(source);
      if (link === null) {
        here = `${here}/${part}`;
        continue;
      }
      if (links >= maxLinks) return { kind: 'unread', why: `The links of ${source} lead in a circle.` };
      const target = link.startsWith('/') ? link : `${here}/${link}`;
      return locate(inContainer([target, ...parts.slice(index + 1)].join('/')), links + 1);
    }
    return { kind: 'source', source };
  };

  const at = (asked: string): FileLookup => {
    const path = inContainer(asked);
    const located = locate(path);
    if (located.kind === 'image')
      return sorted.some(({ target }) => isBelow(target, path)) ? { kind: 'folder' } : located;
    if (located.kind !== 'source') return located;
    const { source } = located;
    switch (files.kindOf(source)) {
      case 'absent':
        return { kind: 'absent' };
      case 'folder':
        return { kind: 'folder' };
      case 'unread':
        return { kind: 'unread', why: `${source} is not read here.` };
      case 'file': {
        const text = files.read(source);
        if (typeof text !== 'string') return { kind: 'unread', why: text.why };
        return { kind: 'text', file: source, text };
      }
    }
  };

  const below = (asked: string, deep: boolean): FolderFiles => {
    const folder = inContainer(asked);
    const paths = new Set<string>();
    let why: string | null = null;
    const walk = (path: string, level: number): void => {
      const located = locate(path);
      if (why !== null || located.kind === 'absent') return;
      if (located.kind === 'unread') why = located.why;
      const listed = located.kind === 'source' ? files.list(located.source) : null;
      if (located.kind !== 'source' || listed === null) {
        why ??= `${located.kind === 'source' ? located.source : path} is not read here.`;
        return;
      }
      const { source } = located;
      const folders = [...listed.folders];
      for (const name of [...listed.files, ...listed.others]) {
        const leads = files.linkAt(`${source}/${name}`) === null ? null : at(`${path}/${name}`);
        if (leads?.kind === 'folder') folders.push(name);
        else paths.add(`${path}/${name}`);
      }
      if (paths.size > maxFiles) why = `${source} holds more than ${maxFiles} files.`;
      if (!deep || folders.length === 0) return;
      if (level >= maxDepth) why = `${source} has folders that exceed the nesting limit.`;
      else for (const name of folders) walk(`${path}/${name}`, level + 1);
    };
    const holder = holding(folder);
    const within = sorted.filter(({ target }) => target !== folder && isBelow(target, folder));
    if (!holder && within.length === 0) return { kind: 'image' };
    if (holder) {
      const located = locate(folder);
      if (located.kind === 'unread') return located;
      if (located.kind === 'source' && files.kindOf(located.source) === 'unread')
        return { kind: 'unread', why: `${located.source} is not read here.` };
      if (located.kind === 'source' && files.kindOf(located.source) === 'folder') walk(folder, 0);
      if (located.kind === 'image')
        return { kind: 'unread', why: `What the image has in ${folder} is unknown.` };
    }
    for (const { target, ...one } of within) {
      if (!deep && target.slice(folder.length + 1).includes('/')) continue;
      if (one.kind === 'unread') return { kind: 'unread', why: one.why };
      if (one.kind === 'text') paths.add(target);
      else {
        const kind = files.kindOf(one.path);
        if (kind === 'file') paths.add(target);
        else if (kind === 'absent') return { kind: 'unread', why: missingSourceText(one.path) };
        else if (kind === 'unread') return { kind: 'unread', why: `${one.path} is not read here.` };
        else if (deep) walk(target, 0);
      }
    }
    if (why !== null) return { kind: 'unread', why };
    return { kind: 'files', paths: [...paths].sort(), rest: !holder };
  };
  return { at, below };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
