// What a file has beside owner and mode, as far as the programs of the machine show it: an access list (POSIX ACL), other attributes.
// A new file in its place would not have them, or would have those of its folder.

import { spawnSync } from 'node:child_process';

/** Programs that this machine lacks. To find that out takes as long as to start one. */
const absent = new Set<string>();

/** What a program prints; null where it is not there, or cannot say. */
function output(command: string, args: readonly string[]): string | null {
  if (absent.has(command)) return null;
  const { status, stdout, error } = spawnSync(command, [...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: 5000,
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') absent.add(command);
  return status === 0 ? stdout : null;
}

/** Whether `ls` marks one of the files as one with an access list: `-rw-r-----+`. Those of small systems mark none. */
function haveAccessList(paths: readonly string[]): boolean {
  return /^[-\w]{10}\+/m.test(output('ls', ['-ldn', '--', ...paths]) ?? '');
}

/** The other attributes of each file; null where nothing can show them. */
function attributesOf(paths: readonly string[]): readonly string[] | null {
  const text = output('getfattr', ['-h', '-d', '-m', '-', '-e', 'hex', '--absolute-names', '--', ...paths]);
  if (text === null) return null;
  // A file without attributes is not printed at all.
  const parts = text.split('\n\n').map((part) => part.split('\n'));
  return paths.map((path) =>
    parts.flatMap(([head, ...lines]) => (head === `# file: ${path}` ? lines : [])).join('\n'),
  );
}

/** Whether `fresh`, which has owner and mode of `old`, gives everybody what `old` does. */
export function sameAccess(old: string, fresh: string): boolean {
  if (process.platform === 'win32') return true;
  if (haveAccessList([old, fresh])) return false;
  const [before, after] = attributesOf([old, fresh]) ?? [];
  return before === after;
}
