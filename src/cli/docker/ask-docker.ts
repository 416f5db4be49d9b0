// The `docker` command, a parameter of commands so that tests run without an Engine.

import { CallFailure } from '../call-failure.ts';

export interface Finished {
  /** Null where the program is not there, did not end in time or was ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker` with a list of arguments to its end, for `seconds` at most; never through a shell. */
export type Docker = (args: readonly string[], seconds?: number) => Promise<Finished>;

/** Standard output of a call that must succeed; a failure with Docker's own words where it does not. */
export async function askDocker(docker: Docker, args: readonly string[], seconds?: number): Promise<string> {
  const finished = await docker(args, seconds);
  if (finished.status === 0) return finished.stdout;
  throw dockerFailure(args, finished);
}

/** Why a call of docker failed, and what to do. */
export function dockerFailure(args: readonly string[], { status, stderr }: Finished): CallFailure {
  if (status === null && stderr.includes('ENOENT')) {
    return new CallFailure('the docker command is needed, and is not installed or not on PATH.');
  }
  // Docker ends with a hint at its own manual, after what went wrong.
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(?:See|Run) 'docker /.test(line));
  const why = lines.slice(-2).join(' ') || 'no reason given';
  const call = args.slice(0, 2).join(' ');
  return new CallFailure(
    `docker ${call}: ${why} (status ${status ?? 'none'}). Check that the Engine runs, and DOCKER_HOST or the context.`,
  );
}
