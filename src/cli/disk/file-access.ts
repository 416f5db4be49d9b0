// What a file has beside owner and mode, as far as the programs of the machine show it: an access list (POSIX ACL), other attributes.
// A new file in its place would not have them, or would have those of its folder.

import { spawnSync } from 'node:child_process';

/** Programs that this machine lacks, since checking takes as long as starting one. */
const missingPrograms = new Set<string>();

/** Returns a program's output; null when it is missing or fails. */
function output(command: string, args: readonly string[]): string | null {
  if (missingPrograms.has(command)) return null;
  const { status, stdout, error } = spawnSync(command, [...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: 5000,
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') missingPrograms.add(command);
  return status === 0 ? stdout : null;
}

/** True when `ls` marks one of the files as having an access list (`-rw-r-----+`). Minimal systems mark none. */
function haveAccessList(paths: readonly string[]): boolean {
  return /^[-\w]{10}\+/m.test(output('ls', ['-ldn', '--', ...paths]) ?? '');
}

/** Returns the extended attributes of each file; null when no program can show them. */
function attributesOf(paths: readonly string[]): readonly string[] | null {
  const text = output('getfattr', ['-h', '-d', '-m', '-', '-e', 'hex', '--absolute-names', '--', ...paths]);
  if (text === null) return null;
  // A file without attributes is not printed at all.
  const parts = text.split('\n\n').map((part) => part.split('\n'));
  return paths.map((path) =>
    parts.flatMap(([head, ...lines]) => (head === `# file: ${path}` ? lines : [])).join('\n'),
  );
}

/** True when `fresh`, which has the owner and mode of `old`, grants the same access as `old`. */
export function sameAccess(old: string, fresh: string): boolean {
  if (process.platform === 'win32') return true;
  if (haveAccessList([old, fresh])) return false;
  const [before, after] = attributesOf([old, fresh]) ?? [];
  return before === after;
}
