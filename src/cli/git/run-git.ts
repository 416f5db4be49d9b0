// The one way in which git is called: it only reads, and nothing that a repository says in its configuration is run. A repository may come
// from anywhere: as an archive, as the work of an agent.

import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { CallFailure } from '../call-failure.ts';
import { maxOutput } from '../max-output.ts';

/**
 * The result of a program. `status` is null when the program could not be started or was ended by a signal; `stderr` then holds the reason.
 */
export interface ProgramResult {
  readonly status: number | null;
  /** True when the program does not exist. */
  readonly absent: boolean;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** Runs a short command in `cwd` synchronously. Arguments are a list, never a shell command; `more` extends the environment. */
export type RunSync = (
  command: string,
  args: readonly string[],
  cwd: string,
  more?: Readonly<Record<string, string>>,
) => ProgramResult;

/** The time limit in milliseconds. Git may read a pipe, for example as an included configuration file. */
const gitTimeout = 60_000;

/** Runs programs of this machine. */
export const runSync: RunSync = (command, args, cwd, more = {}) => {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd,
    env: { ...process.env, ...more },
    maxBuffer: maxOutput,
    timeout: gitTimeout,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // A working folder that is not there gives the same code; callers look at the folder first.
  const absent = error !== undefined && 'code' in error && error.code === 'ENOENT';
  const timedOut = error !== undefined && 'code' in error && error.code === 'ETIMEDOUT';
  const why = timedOut ? `no answer within ${gitTimeout / 1000} seconds` : error?.message;
  return { status, absent, stdout: stdout ?? new Uint8Array(), stderr: why ?? stderr.toString() };
};

/**
 * Command-line settings that override those of a repository. In a partial clone git would fetch a missing object by any program that its
 * remote names (`ext::`). Git 2.45 and patched older ones obey GIT_NO_LAZY_FETCH; others start `git fetch`, which finds no allowed
 * protocol, no bundle and no password prompt.
 */
const settings = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.askPass=',
  'credential.helper=',
  'fetch.bundleURI=',
  'protocol.allow=never',
];

const environment = {
  GIT_NO_LAZY_FETCH: '1',
  // An empty list allows none; it goes before every `protocol.NAME.allow`.
  GIT_ALLOW_PROTOCOL: '',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  // The index is not written, so no hook after a change of it is called.
  GIT_OPTIONAL_LOCKS: '0',
};

/** Runs git in `folder`; fails when git is missing. Callers use only commands that run no filter, driver or pager. */
export function runGit(run: RunSync, folder: string, args: readonly string[]): ProgramResult {
  const before = settings.flatMap((setting) => ['-c', setting]);
  // Names of files may look like patterns.
  const ended = run('git', ['--no-pager', '--literal-pathspecs', ...before, ...args], folder, environment);
  if (ended.absent) throw new CallFailure('--against needs git, which is not installed or not on PATH.');
  return ended;
}

/** Returns git's output without the last line end. */
export function trimmedOutput({ stdout }: ProgramResult): string {
  return new TextDecoder().decode(stdout).replace(/\r?\n$/, '');
}
