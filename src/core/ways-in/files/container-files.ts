// What a container finds at a path: files that the project mounts, and what nobody here knows. Nothing is read before it is asked for.
// Paths and links are resolved as in the container, so that none leads out of what is mounted.

import type { ConfigText } from '../places.ts';
import { inContainer } from './container-path.ts';
import type { ProjectFiles } from './project-files.ts';

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
/** As many as Linux follows. */
const mostLinks = 40;

/** Where a path of the container comes out: at a path of the project, or at what is known without one. */
type Located = { readonly kind: 'source'; readonly source: string } | Exclude<Found, { kind: 'folder' }>;

/** What a mount whose source is not here says of itself. Docker may have it on the machine where the project runs. */
function notHere(source: string): string {
  return `${source} is not among these files, so its routes are unknown. Open the folder that holds it, or pass --also DIR.`;
}

export function containerFiles(inserted: readonly Inserted[], files: ProjectFiles): ContainerFiles {
  const sorted = inserted
    .map((one) => ({ ...one, target: inContainer(one.target) }))
    .sort((a, b) => b.target.length - a.target.length);
  const holding = (path: string) => sorted.find(({ target }) => isBelow(path, target));
  const isHere = (source: string) => files.kindOf(source) !== 'absent';

  /** Links below a mount lead as in the container; those that Docker meets on its way to the source lead as on the machine. */
  const locate = (path: string, links = 0): Located => {
    const holder = holding(path);
    if (!holder) return { kind: 'image' };
    if (holder.kind === 'unread') return { kind: 'unread', why: holder.why };
    if (holder.kind === 'text')
      return holder.target === path ? { kind: 'text', ...holder.text } : { kind: 'absent' };
    if (!isHere(holder.path)) return { kind: 'unread', why: notHere(holder.path) };
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
      if (links >= mostLinks) return { kind: 'unread', why: `The links of ${source} lead in a circle.` };
      const target = link.startsWith('/') ? link : `${here}/${link}`;
      return locate(inContainer([target, ...parts.slice(index + 1)].join('/')), links + 1);
    }
    return { kind: 'source', source };
  };

  const at = (asked: string): Found => {
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
      if (paths.size > mostFiles) why = `${source} holds more than ${mostFiles} files.`;
      if (!deep || folders.length === 0) return;
      if (level >= deepest) why = `${source} holds folders deeper than what is read.`;
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
        else if (kind === 'absent') return { kind: 'unread', why: notHere(one.path) };
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
