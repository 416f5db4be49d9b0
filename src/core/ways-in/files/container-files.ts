// What a container finds at a path: files that the project mounts, and what nobody here knows. Nothing is read before it is asked for.

import type { ConfigText } from '../places.ts';

/** The files beside a project, by paths as the compose file means them. */
export interface ProjectFiles {
  /** `unread`: something is there, or may be, and it is not read. */
  kindOf(path: string): 'file' | 'folder' | 'absent' | 'unread';
  /** Null where it cannot be read. */
  read(path: string): string | null;
  /** Names, sorted by bytes; null where it cannot be listed. */
  list(path: string): { readonly folders: readonly string[]; readonly files: readonly string[] } | null;
}

/** Something that is put into a container at `target`. */
export type Inserted =
  | { readonly target: string; readonly kind: 'path'; readonly path: string }
  | { readonly target: string; readonly kind: 'text'; readonly text: ConfigText }
  /** A volume, or what cannot be looked into; `why` is a sentence. */
  | { readonly target: string; readonly kind: 'unread'; readonly why: string };

/** `image`: the project puts nothing there, so it is as the image has it. */
export type Found =
  | ({ readonly kind: 'text' } & ConfigText)
  | { readonly kind: 'folder' }
  | { readonly kind: 'absent' | 'image' }
  | { readonly kind: 'unread'; readonly why: string };

export interface ContainerFiles {
  at(path: string): Found;
  /**
   * Paths of all files below a folder, sorted by bytes; `deep` goes into folders. `image` where the project puts nothing there or below.
   * `rest`: beside these, the image may have its own in that folder.
   */
  below(folder: string, deep: boolean): FolderFiles;
}

export type FolderFiles =
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly rest: boolean }
  | { readonly kind: 'image' }
  | { readonly kind: 'unread'; readonly why: string };

/** Files below one folder that are looked at. */
const mostFiles = 2000;
const deepest = 12;

/** The files of a container into which `inserted` is put. */
export function containerFiles(inserted: readonly Inserted[], files: ProjectFiles): ContainerFiles {
  const sorted = [...inserted].sort((a, b) => b.target.length - a.target.length);
  const holding = (path: string) => sorted.find(({ target }) => isBelow(path, target));

  const at = (path: string): Found => {
    const holder = holding(path);
    if (!holder)
      return sorted.some(({ target }) => isBelow(target, path)) ? { kind: 'folder' } : { kind: 'image' };
    if (holder.kind === 'unread') return { kind: 'unread', why: holder.why };
    if (holder.kind === 'text')
      return holder.target === path ? { kind: 'text', ...holder.text } : { kind: 'absent' };
    const source = holder.path + path.slice(holder.target.length);
    switch (files.kindOf(source)) {
      case 'absent':
        return { kind: 'absent' };
      case 'folder':
        return { kind: 'folder' };
      case 'unread':
        return { kind: 'unread', why: `${source} is not read here.` };
      case 'file': {
        const text = files.read(source);
        if (text === null) return { kind: 'unread', why: `${source} cannot be read as text.` };
        return { kind: 'text', file: source, text };
      }
    }
  };

  const below = (folder: string, deep: boolean): FolderFiles => {
    const paths = new Set<string>();
    let why: string | null = null;
    const walk = (path: string, level: number): void => {
      const source = sourceOf(path);
      if (source === null || why !== null) return;
      const listed = files.list(source);
      if (listed === null) {
        why = `${source} is not read here.`;
        return;
      }
      for (const name of listed.files) paths.add(`${path}/${name}`);
      if (paths.size > mostFiles) why = `${source} holds more than ${mostFiles} files.`;
      if (!deep || level >= deepest) return;
      for (const name of listed.folders) walk(`${path}/${name}`, level + 1);
    };
    const sourceOf = (path: string): string | null => {
      const holder = holding(path);
      return holder?.kind === 'path' ? holder.path + path.slice(holder.target.length) : null;
    };
    const holder = holding(folder);
    const within = sorted.filter(({ target }) => target !== folder && isBelow(target, folder));
    if (!holder && within.length === 0) return { kind: 'image' };
    if (holder?.kind === 'unread') return { kind: 'unread', why: holder.why };
    if (holder?.kind === 'path' && files.kindOf(holder.path) === 'unread')
      return { kind: 'unread', why: `${holder.path} is not read here.` };
    if (holder?.kind === 'path') walk(folder, 0);
    for (const inserted of within) {
      const name = inserted.target.slice(folder.length + 1);
      if (!deep && name.includes('/')) continue;
      if (inserted.kind === 'unread') return { kind: 'unread', why: inserted.why };
      if (inserted.kind === 'text') paths.add(inserted.target);
      else if (files.kindOf(inserted.path) === 'file') paths.add(inserted.target);
      else if (files.kindOf(inserted.path) === 'unread')
        return { kind: 'unread', why: `${inserted.path} is not read here.` };
      else if (deep) walk(inserted.target, 0);
    }
    if (why !== null) return { kind: 'unread', why };
    return { kind: 'files', paths: [...paths].sort(), rest: !holder };
  };
  return { at, below };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
