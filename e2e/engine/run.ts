// Child processes of the lab: run one to its end, or try one and return only whether it succeeded.

import { execFile } from 'node:child_process';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command with `input` on standard input and resolves when it ended, whatever its exit code. */
export function run(
  command: string,
  args: readonly string[],
  env = process.env,
  input = '',
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...args],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr: error !== null && stderr === '' ? error.message : stderr });
      },
    );
    // Whoever ends at once takes nothing.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Standard output of a command that must succeed; throws with its own words when it does not. */
export async function mustRun(command: string, args: readonly string[], env = process.env): Promise<string> {
  const finished = await run(command, args, env);
  if (finished.code === 0) return finished.stdout;
  throw new Error(`${command} ${args.join(' ')} failed (${finished.code}): ${finished.stderr.trim()}`);
}
