// The files of a project as they were at a git commit, through the same `Io` that reads them from the disk. Reads only; the
// repository's own filters and drivers are not run, and what is missing in a partial clone is not fetched.

import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { join as joinPosix } from 'node:path/posix';
import { compareBytes } from '../../core/text/compare-bytes.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { type ProgramResult, type RunSync, runGit, trimmedOutput } from './run-git.ts';

// Links may lead to links, and in a circle.
const maxLinks = 10;

/** Returns the commit that `ref` names in the repository of `folder`. */
export function commitOf(run: RunSync, folder: string, ref: string): string {
  if (ref === '' || ref.startsWith('-')) {
    throw new CallFailure(`--against '${ref}': not a git ref. Give a branch, a tag or a commit.`);
  }
  const inside = runGit(run, folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside.status !== 0) {
    const why = inside.stderr.trim().split('\n')[0] ?? '';
    throw new CallFailure(`--against ${ref}: ${folder} is not in a readable git repository (${why}).`);
  }
  const parsed = runGit(run, folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const commit = trimmedOutput(parsed);
  if (parsed.status === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  throw new CallFailure(
    `--against ${ref}: there is no such commit. Give a branch, a tag or a commit; a shallow clone may lack it.`,
  );
}

/**
 * Returns an `Io` with the files of `commit`. Files outside the repository of `folder` and untracked environment files are read from the
 * disk, since they have no older version. `within` replaces the repository's root.
 */
export function ioAtRef(
  io: Io,
  run: RunSync,
  folder: string,
  commit: string,
  within: string | null = null,
): Io {
  const git = (args: readonly string[]): ProgramResult => runGit(run, folder, args);
  const named = (path: string): string => {
    const inside = relative(folder, resolve(io.cwd, path)).replaceAll('\\', '/');
    return `./${inside}`;
  };
  // Git follows links to `folder`, names of paths do not: below the root, its own word counts. The way up holds no name, a name may hold a
  // line's end.
  const [up = '', ...names] = trimmedOutput(git(['rev-parse', '--show-cdup', '--show-prefix'])).split('\n');
  const prefix = names.join('\n');
  const root = resolve(folder, up);
  /** Returns the path from the root of the tree; `.` for the root. */
  const inTree = (path: string): string => joinPosix('.', prefix, named(path)).replace(/\/$/, '');
  const outside = (path: string): boolean => {
    const inside = relative(within ?? root, resolve(io.cwd, path));
    return /^\.\.(?:[\\/]|$)/.test(inside) || isAbsolute(inside);
  };
  const isBeside = (path: string): boolean => /^\.\.(?:\/|$)/.test(inTree(path));
  const unversioned = (path: string): boolean => {
    if (/\.ya?ml$/i.test(path) || io.kindOf(path) !== 'file') return false;
    if (isBeside(path)) return true;
    const ended = git(['ls-files', '--error-unmatch', '--', named(path)]);
    // 1 is for a file that git does not follow.
    if (ended.status !== 0 && ended.status !== 1) throw cannotRead(path, commit, ended);
    return ended.status === 1;
  };
  const entries = new Map<string, TreeEntry | null>();
  let tree: GitTree | null = null;
  const treeOf = (): GitTree => {
    tree ??= readTree(commit, git(['ls-tree', '-r', '-z', '--full-tree', commit]));
    return tree;
  };
  /** Returns the entry of the commit's tree, or null. Works even when the content is not in this clone. */
  const entryAt = (path: string): TreeEntry | null => {
    const inside = inTree(path);
    if (inside === '.') return { mode: '040000', type: 'tree', path: inside };
    if (isBeside(path)) return null;
    const known = entries.get(inside);
    if (known !== undefined) return known;
    const ended = git(['ls-tree', '-z', '--full-tree', commit, '--', inside]);
    if (ended.status !== 0) throw cannotRead(path, commit, ended);
    const entry = readEntries(ended).find((treeEntry) => treeEntry.path === inside) ?? null;
    entries.set(inside, entry);
    return entry;
  };
  const kindAt = (path: string): 'file' | 'folder' | 'absent' => {
    // A caller that lists folders asks about many paths: from then on the tree is in memory, and git is not asked for each.
    if (tree !== null)
      return tree.modes.has(inTree(path)) ? 'file' : tree.folders.has(inTree(path)) ? 'folder' : 'absent';
    const type = entryAt(path)?.type;
    return type === 'blob' ? 'file' : type === 'tree' ? 'folder' : 'absent';
  };
  const contentAt = (path: string): Uint8Array => {
    const ended = git(['cat-file', 'blob', `${commit}:${inTree(path)}`]);
    if (ended.status === 0) return ended.stdout;
    throw cannotRead(path, commit, ended);
  };
  /** Returns the target of a symbolic link, which git stores as the file's text; null for anything else. */
  const linkAt = (path: string): string | null => {
    const mode = tree === null ? entryAt(path)?.mode : tree.modes.get(inTree(path));
    return mode === '120000' ? new TextDecoder().decode(contentAt(path)) : null;
  };
  const reported = new Set<string>();

  return {
    ...io,
    kindOf(path) {
      if (outside(path)) return io.kindOf(path);
      const kind = kindAt(path);
      return kind === 'absent' && unversioned(path) ? 'file' : kind;
    },
    linkAt: (path) => (outside(path) ? io.linkAt(path) : linkAt(path)),
    listFolder(path) {
      if (outside(path)) return io.listFolder(path);
      const found = treeOf().folders.get(inTree(path));
      if (!found) throw Object.assign(new Error(`not there at ${commit}: ${path}`), { code: 'ENOENT' });
      const [folders, files] = [[...found.folders].sort(compareBytes), [...found.files].sort(compareBytes)];
      return { folders, files, others: [] };
    },
    readFile(path) {
      if (outside(path)) return io.readFile(path);
      if (kindAt(path) === 'absent' && unversioned(path)) {
        if (!reported.has(path))
          io.complain(`${path}: not tracked by git; both sides use its current values.`);
        reported.add(path);
        return io.readFile(path);
      }
      let file = path;
      for (let steps = 0; steps < maxLinks; steps++) {
        const target = linkAt(file);
        if (target === null) break;
        file = resolve(dirname(resolve(io.cwd, file)), target);
      }
      if (outside(file)) return io.readFile(file);
      if (kindAt(file) !== 'file')
        throw Object.assign(new Error(`not there at ${commit}: ${file}`), { code: 'ENOENT' });
      return contentAt(file);
    },
  };
}

/** Returns the failure for content that a tree names and git lacks. */
function cannotRead(path: string, commit: string, { stderr }: ProgramResult): CallFailure {
  const why = stderr.trim().split('\n').at(-1) || 'no reason given';
  const short = commit.slice(0, 12);
  return new CallFailure(
    `--against: git cannot read ${path} of ${short} (${why}). A partial clone may lack it, and Bulkhead fetches nothing: git show ${short}:./${path} fetches it, in a repository that you trust.`,
  );
}

/** A commit's tree: the modes of files and the content of folders, by path from the root (`.`). */
interface GitTree {
  readonly modes: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, { readonly folders: Set<string>; readonly files: Set<string> }>;
}

interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly path: string;
}

/** Parses the output of `ls-tree -z`. */
function readEntries({ stdout }: ProgramResult): readonly TreeEntry[] {
  return new TextDecoder()
    .decode(stdout)
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const cut = line.indexOf('\t');
      const [mode = '', type = ''] = line.slice(0, cut).split(' ');
      return { mode, type, path: line.slice(cut + 1) };
    });
}

function readTree(commit: string, ended: ProgramResult): GitTree {
  if (ended.status !== 0) throw cannotRead('the files', commit, ended);
  const modes = new Map<string, string>();
  const folders = new Map([['.', { folders: new Set<string>(), files: new Set<string>() }]]);
  for (const { mode, type, path } of readEntries(ended)) {
    // A submodule is another repository, whose files the commit does not hold.
    if (type !== 'blob') continue;
    modes.set(path, mode);
    let [inside, kind]: [string, 'folders' | 'files'] = [path, 'files'];
    for (;;) {
      const cut = inside.lastIndexOf('/');
      const folder = cut < 0 ? '.' : inside.slice(0, cut);
      const known = folders.get(folder);
      const here = known ?? { folders: new Set<string>(), files: new Set<string>() };
      here[kind].add(inside.slice(cut + 1));
      folders.set(folder, here);
      if (known) break;
      [inside, kind] = [folder, 'folders'];
    }
  }
  return { modes, folders };
}
