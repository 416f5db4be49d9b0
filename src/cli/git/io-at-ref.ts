// The files of a project as they were at a git commit, through the same `Io` that reads them from the disk. Reads only; the
// repository's own filters and drivers are not run.

import { spawnSync } from 'node:child_process';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { compareBytes } from '../../core/analysis/compare-bytes.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

// Links may lead to links, and in a circle.
const mostLinks = 10;

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).trim();
}

/** Git in `folder`; a failure where git itself is not there. */
function runGit(run: RunSync, folder: string, args: readonly string[]): Ended {
  const ended = run('git', ['--no-pager', ...args], folder);
  if (ended.absent) throw new CallFailure('--against needs git, which is not installed or not on PATH.');
  return ended;
}

/** The commit that `ref` names in the repository of `folder`, which is there. */
export function commitOf(run: RunSync, folder: string, ref: string): string {
  if (ref === '' || ref.startsWith('-')) {
    throw new CallFailure(`--against '${ref}': no git ref. Give a branch, a tag or a commit.`);
  }
  const inside = runGit(run, folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside.status !== 0) {
    const why = inside.stderr.trim().split('\n')[0] ?? '';
    throw new CallFailure(`--against ${ref}: ${folder} is in no git repository that can be read (${why}).`);
  }
  const parsed = runGit(run, folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const commit = decode(parsed.stdout);
  if (parsed.status === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  throw new CallFailure(
    `--against ${ref}: no commit of that name. Give a branch, a tag or a commit; a shallow clone may lack it.`,
  );
}

/**
 * `io`, but with the files of `commit`; what lies outside the repository of `folder`, and an environment file that git does
 * not follow, is read from the disk, since it has no older version. `within`: a folder that takes the place of the repository there.
 */
export function ioAtRef(
  io: Io,
  run: RunSync,
  folder: string,
  commit: string,
  within: string | null = null,
): Io {
  const git = (args: readonly string[]): Ended => runGit(run, folder, args);
  const named = (path: string): string => {
    const inside = relative(folder, resolve(io.cwd, path)).replaceAll('\\', '/');
    return `./${inside}`;
  };
  const at = (path: string): string => `${commit}:${named(path)}`;
  const top = decode(git(['rev-parse', '--show-cdup']).stdout);
  const root = resolve(folder, top);
  const outside = (path: string): boolean => {
    const inside = relative(within ?? root, resolve(io.cwd, path));
    return /^\.\.(?:[\\/]|$)/.test(inside) || isAbsolute(inside);
  };
  const unversioned = (path: string): boolean =>
    !/\.ya?ml$/i.test(path) &&
    io.kindOf(path) === 'file' &&
    git(['ls-files', '--error-unmatch', '--', named(path)]).status !== 0;
  let tree: GitTree | null = null;
  const treeOf = (): GitTree => {
    tree ??= readTree(git(['ls-tree', '-r', '-z', '--full-tree', commit]));
    return tree;
  };
  const inTree = (path: string): string => relative(root, resolve(io.cwd, path)).replaceAll('\\', '/');
  const kindAt = (path: string): 'file' | 'folder' | 'absent' => {
    // A caller that lists folders asks about many paths: from then on the tree is in memory, and git is not asked for each.
    if (tree !== null)
      return tree.modes.has(inTree(path)) ? 'file' : tree.folders.has(inTree(path)) ? 'folder' : 'absent';
    const { status, stdout } = git(['cat-file', '-t', at(path)]);
    const type = status === 0 ? decode(stdout) : '';
    return type === 'blob' ? 'file' : type === 'tree' ? 'folder' : 'absent';
  };
  /** Where a symbolic link leads, as git keeps it: in the text of the file; null for anything else. */
  const linkAt = (path: string): string | null => {
    if (tree !== null && tree.modes.get(inTree(path)) !== '120000') return null;
    const entry = decode(git(['ls-tree', commit, '--', named(path)]).stdout);
    return entry.startsWith('120000 ') ? decode(git(['cat-file', 'blob', at(path)]).stdout) : null;
  };
  const reported = new Set<string>();

  return {
    ...io,
    kindOf(path) {
      if (outside(path)) return io.kindOf(path);
      const kind = kindAt(path);
      return kind === 'absent' && unversioned(path) ? 'file' : kind;
    },
    listFolder(path) {
      if (outside(path)) return io.listFolder(path);
      const found = treeOf().folders.get(inTree(path));
      if (!found) throw Object.assign(new Error(`not there at ${commit}: ${path}`), { code: 'ENOENT' });
      return { folders: [...found.folders].sort(compareBytes), files: [...found.files].sort(compareBytes) };
    },
    readFile(path) {
      if (outside(path)) return io.readFile(path);
      if (kindAt(path) === 'absent' && unversioned(path)) {
        if (!reported.has(path))
          io.complain(`${path}: not followed by git; its values of now count for both sides.`);
        reported.add(path);
        return io.readFile(path);
      }
      let file = path;
      for (let steps = 0; steps < mostLinks; steps++) {
        const target = linkAt(file);
        if (target === null) break;
        file = resolve(dirname(resolve(io.cwd, file)), target);
      }
      if (outside(file)) return io.readFile(file);
      const { status, stdout, stderr } = git(['show', '--no-textconv', at(file), '--']);
      if (status === 0) return stdout;
      throw Object.assign(new Error(stderr.trim()), { code: 'ENOENT' });
    },
  };
}

/** All of a commit: modes of files, and what is in folders, by path from the root; '' is the root itself. */
interface GitTree {
  readonly modes: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, { readonly folders: Set<string>; readonly files: Set<string> }>;
}

function readTree({ status, stdout, stderr }: Ended): GitTree {
  if (status !== 0)
    throw new CallFailure(`--against: git cannot list the files of the commit (${stderr.trim()}).`);
  const modes = new Map<string, string>();
  const folders = new Map([['', { folders: new Set<string>(), files: new Set<string>() }]]);
  for (const entry of new TextDecoder().decode(stdout).split('\0')) {
    const [head = '', path = ''] = entry.split('\t');
    const [mode = '', type] = head.split(' ');
    // A submodule is another repository, whose files the commit does not hold.
    if (type !== 'blob') continue;
    modes.set(path, mode);
    let [inside, kind]: [string, 'folders' | 'files'] = [path, 'files'];
    for (;;) {
      const cut = inside.lastIndexOf('/');
      const folder = cut < 0 ? '' : inside.slice(0, cut);
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

/** What came of a program; `status` is null where the program could not be started or was ended by a signal; `stderr` then holds the reason. */
interface Ended {
  readonly status: number | null;
  /** The program is not there. */
  readonly absent: boolean;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/**
 * Runs `command` in `cwd` to its end, while everything waits: for short questions to a tool. Arguments go as a list, never
 * through a shell.
 */
export type RunSync = (command: string, args: readonly string[], cwd: string) => Ended;

const largest = 64 * 1024 * 1024;

/** `RunSync` of this machine. */
export const runSync: RunSync = (command, args, cwd) => {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd,
    maxBuffer: largest,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // A working folder that is not there gives the same code; callers look at the folder first.
  const absent = error !== undefined && 'code' in error && error.code === 'ENOENT';
  return { status, absent, stdout: stdout ?? new Uint8Array(), stderr: error?.message ?? stderr.toString() };
};
