// The `docker` command, a parameter of commands so that tests run without an Engine; and that of this machine, whose contexts,
// DOCKER_HOST and SSH hosts are those of the person who calls.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { CallFailure } from '../call-failure.ts';

export interface Finished {
  /** Null where the program is not there, did not end in time or was ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker` with a list of arguments to its end, for `seconds` at most, `answerPatience` without them; never through a shell. */
export type Docker = (args: readonly string[], seconds?: number) => Promise<Finished>;

/** Standard output of a call that must succeed; a failure with Docker's own words where it does not. */
export async function askDocker(docker: Docker, args: readonly string[], seconds?: number): Promise<string> {
  const finished = await docker(args, seconds);
  if (finished.status === 0) return finished.stdout;
  throw dockerFailure(args, finished);
}

/** Lines that give a reason: Docker ends with a hint at its own manual, after what went wrong, and prints the lists that it was asked for. */
function reasons(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && line.trim() !== '[]' && !/^(?:See|Run) 'docker /.test(line));
}

/** Why a call of docker failed, and what to do. */
export function dockerFailure(args: readonly string[], { status, stdout, stderr }: Finished): CallFailure {
  if (status === null && stderr.includes('ENOENT')) {
    return new CallFailure('the docker command is needed, and is not installed or not on PATH.');
  }
  // What a runtime such as runc says to `exec` comes on standard output.
  const lines = [reasons(stderr), reasons(stdout)].find((some) => some.length > 0) ?? [];
  const why = lines.slice(-2).join(' ') || 'no reason given';
  const call = args.slice(0, 2).join(' ');
  return new CallFailure(
    `docker ${call}: ${why} (status ${status ?? 'none'}). Check that the Engine runs, and DOCKER_HOST or the context.`,
  );
}

/** An Engine that runs answers a question at once; over SSH it takes some seconds. One that is silent must not block the command. */
export const answerPatience = 15;
/** Starting, asking in and removing containers takes longer. */
export const workPatience = 120;

/** Calls the command of this machine. A call that does not end in time is ended, and whatever it started (SSH) with it. */
export const runDocker: Docker = (args, seconds) => runProgram('docker', args, seconds);

/** The same of any program of this machine. */
export const runProgram = (
  program: string,
  args: readonly string[],
  seconds = answerPatience,
): Promise<Finished> =>
  new Promise((resolve) => {
    // A group of its own: Ctrl+C reaches only this process, which then ends what it started.
    const child = spawn(program, [...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    // The streams may still be held open by SSH; that must not be waited for.
    const timer = setTimeout(() => {
      endGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ status: null, stdout, stderr: `${stderr}\nno answer within ${seconds} seconds` });
    }, seconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ status: null, stdout, stderr: error.message });
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr });
    });
  });

/** Ends a process that was started with a group of its own, and all that it started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** What is called with the lines of a command that runs on, until it is stopped or ends by itself. */
export interface StreamListener {
  line(text: string): void;
  /** It ended by itself; `why` in Docker's own words. */
  ended(why: string): void;
}

/** Starts `docker` with a list of arguments; returns how to stop it. */
export type DockerStream = (args: readonly string[], listener: StreamListener) => () => void;

/** How much of its error output is kept. */
const mostArguments = 2000;

/** The stream of the `docker` command of this machine. */
export const streamDocker: DockerStream = (args, listener) => {
  const child = spawn('docker', [...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let over = false;
  const end = (why: string): void => {
    if (over) return;
    over = true;
    listener.ended(why);
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-mostArguments);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!over) listener.line(line);
  });
  child.once('error', (error) => end(error.message));
  child.once('close', () => end(stderr.trim().split('\n').at(-1) || 'the connection ended'));
  return () => {
    over = true;
    endGroup(child.pid);
  };
};
