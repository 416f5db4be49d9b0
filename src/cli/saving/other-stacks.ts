// The stacks beside the edited ones that read a file which an edit writes: found as everywhere else, below the nearest root.

import { dirname, relative, resolve } from 'node:path';
import type { FoundStack } from '../../core/compose/discovery/find-stacks.ts';
import { hostFileName } from '../../core/host/host.ts';
import { CallFailure } from '../call-failure.ts';
import { decodeText } from '../disk/read-text.ts';
import { optionsFor, stacksBelow } from '../input/discover.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import type { NewText } from './save-texts.ts';

/** Another stack that reads a changed file. */
export interface OtherStack {
  /** The stack's folder, relative to the working folder. */
  readonly dir: string;
  /** The changed files that the stack reads, under the edit's names. */
  readonly reads: readonly string[];
  /** The stack before the edit. */
  readonly before: LoadedProject;
  /** The stack with the changed files; null when they leave no model of it. */
  readonly after: LoadedProject | null;
}

export interface OtherStacks {
  readonly stacks: readonly OtherStack[];
  /** Sentences about folders and stacks that could not be checked. */
  readonly unseen: readonly string[];
}

/** The edited projects, and where to look for other stacks. */
export interface EditedProjects {
  /** The names of all files of each edited project. */
  readonly own: readonly (readonly string[])[];
  readonly options: ProjectOptions;
  /** Folders to search; by default the nearest root of each changed file. */
  readonly roots?: readonly string[];
}

/** Maximum number of folders listed, since a home folder may hold any number. */
const maxFolders = 2000;

/** Returns the stacks that read one of the `changed` files and are not edited themselves. */
export async function otherStacks(
  machine: Io,
  changed: readonly NewText[],
  { own, options, roots = rootsOf(machine, changed) }: EditedProjects,
): Promise<OtherStacks> {
  const unseen: string[] = [];
  const io = searchIo(machine, unseen);
  const then = withChanged(io, changed);
  const pathsOf = (names: Iterable<string>) => new Set([...names].map((name) => resolve(io.cwd, name)));
  const written = new Map(changed.map(({ file }) => [resolve(io.cwd, file), file]));
  const edited = own.map(pathsOf);
  const asked = { ...withoutProjectOptions(options), envFile: [] };
  const stacks: OtherStack[] = [];
  const seen = new Set<string>();
  for (const root of roots) {
    for (const found of await stacksBelow(then, root, asked, (why) => unseen.push(why))) {
      const paths = [...pathsOf(found.files)];
      const known = seen.has(paths.join('\n'));
      seen.add(paths.join('\n'));
      // A stack that an edited one takes in whole is a part of that one.
      if (known || edited.some((files) => paths.every((path) => files.has(path)))) continue;
      if (!mayRead(then, found, written)) continue;
      const isNew = (file: string): boolean =>
        changed.some((text) => text.before === null && resolve(io.cwd, text.file) === resolve(io.cwd, file));
      const before = await projectOf(
        io,
        { ...found, files: found.files.filter((file) => !isNew(file)) },
        asked,
      );
      const after = await projectOf(then, found, asked);
      const texts = [before, after].flatMap((project) => [...(project?.workspace.input.texts.keys() ?? [])]);
      const all = pathsOf([...texts, ...found.files]);
      const reads = [...written].flatMap(([path, file]) => (all.has(path) ? [file] : []));
      if (before === null)
        unseen.push(`${found.dir}: cannot be read, so it is unknown whether it uses these files.`);
      else if (reads.length > 0) stacks.push({ dir: found.dir, reads, before, after });
    }
  }
  return { stacks, unseen: [...new Set(unseen)] };
}

/** Returns the options without those that apply only to the edited project. */
function withoutProjectOptions({
  projectName: _,
  merge: __,
  from: ___,
  ...options
}: ProjectOptions): ProjectOptions {
  return { ...options, profile: [] };
}

/**
 * Returns the folders to search for stacks beside each file: its repository, the folder of the host's file, or the working folder,
 * whichever is further up; otherwise the folder above.
 */
function rootsOf(io: Io, changed: readonly NewText[]): readonly string[] {
  const roots = changed.map(({ file }) => {
    const own = dirname(resolve(io.cwd, file));
    const around = `${own}/`.startsWith(io.cwd.endsWith('/') ? io.cwd : `${io.cwd}/`) ? io.cwd : own;
    const [marked = own] = foldersFrom(own).filter((folder) => isMarked(io, folder));
    const widest = marked.length < around.length ? marked : around;
    const above = dirname(own);
    // Nobody keeps stacks beside each other in the root of a machine.
    return widest === own && !isMarked(io, own) && above !== dirname(above) ? above : widest;
  });
  return [...new Set(roots)].map((root) => relative(io.cwd, root) || '.');
}

/** Returns `folder` and all folders above it. */
function foldersFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersFrom(above)];
}

function isMarked(io: Io, folder: string): boolean {
  const kind = (name: string): string => {
    try {
      return io.kindOf(resolve(folder, name));
    } catch {
      return 'absent';
    }
  };
  return kind('.git') !== 'absent' || kind(hostFileName) === 'file';
}

/** Returns an `Io` without the shell's settings for one project. It lists a limited number of folders and prints nothing. */
function searchIo(io: Io, unseen: string[]): Io {
  const variables = new Map(io.variables);
  for (const name of ['COMPOSE_PROJECT_NAME', 'COMPOSE_FILE', 'COMPOSE_PROFILES']) variables.delete(name);
  let listed = 0;
  return {
    ...io,
    variables,
    complain: () => {},
    listFolder(path) {
      if (++listed <= maxFolders) return io.listFolder(path);
      unseen.push(`more than ${maxFolders} folders: the others were not searched for stacks.`);
      return { folders: [], files: [], others: [] };
    },
  };
}

/** Returns the `Io` as it will be after the texts are written. */
function withChanged(io: Io, changed: readonly NewText[]): Io {
  const texts = new Map(changed.map(({ file, text }) => [resolve(io.cwd, file), text]));
  const added = changed.filter(({ before }) => before === null).map(({ file }) => resolve(io.cwd, file));
  return {
    ...io,
    kindOf: (path) => (texts.has(resolve(io.cwd, path)) ? 'file' : io.kindOf(path)),
    readFile(path) {
      const text = texts.get(resolve(io.cwd, path));
      return text === undefined ? io.readFile(path) : new TextEncoder().encode(text);
    },
    listFolder(path) {
      const { folders, files, others } = io.listFolder(path);
      const here = resolve(io.cwd, path);
      const more = added.filter((file) => dirname(file) === here).map((file) => relative(here, file));
      return { folders, files: [...new Set([...files, ...more])].sort(), others };
    },
  };
}

/** False when the stack has none of the written files and asks for no other file. Unreadable stacks count as true. */
function mayRead(io: Io, { files }: FoundStack, written: ReadonlyMap<string, string>): boolean {
  return files.some((file) => {
    if (written.has(resolve(io.cwd, file))) return true;
    try {
      const text = decodeText(file, io.readFile(file));
      return ['include', 'extends', '\\'].some((word) => text.includes(word));
    } catch {
      return true;
    }
  });
}

async function projectOf(io: Io, found: FoundStack, options: ProjectOptions): Promise<LoadedProject | null> {
  try {
    return await loadProject(io, found.files, optionsFor(options, found.dir, found));
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return null;
  }
}
