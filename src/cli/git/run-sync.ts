// One child process to its end, while everything waits: for short questions to a tool. Arguments go as a list, never
// through a shell.

import { spawnSync } from 'node:child_process';

/** `status` is null where the program could not be started or was ended by a signal; `stderr` then holds the reason. */
export interface Ended {
  readonly status: number | null;
  /** The program is not there. */
  readonly absent: boolean;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** Runs `command` in `cwd`. */
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
