// The `docker` command, handed in so that tests run without an Engine.

import { CallFailure } from '../call-failure.ts';

export interface Finished {
  /** Null where the program is not there or was ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker` with a list of arguments to its end; never through a shell. */
export type Docker = (args: readonly string[]) => Promise<Finished>;

/** Standard output of a call that must succeed; a failure with Docker's own words where it does not. */
export async function askDocker(docker: Docker, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await docker(args);
  if (status === 0) return stdout;
  if (status === null && stderr.includes('ENOENT')) {
    throw new CallFailure('verify needs the docker command, which is not installed or not on PATH.');
  }
  // Docker ends with a hint at its own manual, after what went wrong.
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(?:See|Run) 'docker /.test(line));
  const why = lines.slice(-2).join(' ') || 'no reason given';
  const call = args.slice(0, 2).join(' ');
  throw new CallFailure(
    `docker ${call}: ${why} (status ${status ?? 'none'}). Check that the Engine runs, and DOCKER_HOST or the context.`,
  );
}
