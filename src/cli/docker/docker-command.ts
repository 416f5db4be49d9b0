// The `docker` command, a parameter of commands so that tests run without an Engine; and that of this machine, whose contexts,
// DOCKER_HOST and SSH hosts are those of the person who calls.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { CallFailure } from '../call-failure.ts';
import { maxOutput } from '../max-output.ts';

export interface CommandResult {
  /** The exit status; null when the program is missing, timed out or was ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker` to its end, for at most `seconds` (default `answerTimeout`). Arguments are a list, never a shell command. */
export type Docker = (args: readonly string[], seconds?: number) => Promise<CommandResult>;

/** Returns the command for the Engine of a Docker context, whatever DOCKER_HOST says. */
export function throughContext(docker: Docker, context: string): Docker {
  // One word, so that no name is taken for an option.
  return (args, seconds) => docker([`--context=${context}`, ...args], seconds);
}

/** Returns standard output; fails with Docker's own words when the call does. */
export async function askDocker(docker: Docker, args: readonly string[], seconds?: number): Promise<string> {
  const finished = await docker(args, seconds);
  if (finished.status === 0) return finished.stdout;
  throw dockerFailure(args, finished);
}

/** Returns the lines that give a reason. Docker also prints the requested lists, and ends with a hint at its manual. */
function reasonLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && line.trim() !== '[]' && !/^(?:See|Run) 'docker /.test(line));
}

/** Returns the failure of a docker call, with the reason and a remedy. */
export function dockerFailure(
  args: readonly string[],
  { status, stdout, stderr }: CommandResult,
): CallFailure {
  if (status === null && stderr.includes('ENOENT')) {
    return new CallFailure('this needs the docker command, which is not installed or not on PATH.');
  }
  // What a runtime such as runc says to `exec` comes on standard output.
  const lines = [reasonLines(stderr), reasonLines(stdout)].find((some) => some.length > 0) ?? [];
  const why = lines.slice(-2).join(' ') || 'no reason given';
  const call = args.slice(0, 2).join(' ');
  return new CallFailure(
    `docker ${call}: ${why} (status ${status ?? 'none'}). Check that the Engine runs, and DOCKER_HOST or the context.`,
  );
}

/** Seconds to wait for an answer. An Engine answers at once, over SSH within seconds; a silent one must not block the command. */
export const answerTimeout = 15;
/** Seconds to wait for starting, probing and removing containers. */
export const workTimeout = 120;

/** Calls this machine's `docker` command. After the time limit it ends the call with everything it started, such as SSH. */
export const runDocker: Docker = (args, seconds) => runProgram('docker', args, seconds);

/** Calls a program of this machine in the same way, with `input` on its standard input. */
export const runProgram = (
  program: string,
  args: readonly string[],
  seconds = answerTimeout,
  input = '',
): Promise<CommandResult> =>
  new Promise((resolve) => {
    // A group of its own: Ctrl+C reaches only this process, which then ends what it started.
    const child = spawn(program, [...args], { detached: true });
    // A program that ends, or is not there, reads none of it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const out = { stdout: '', stderr: '' };
    let left = maxOutput;
    // The streams may still be held open by SSH; that must not be waited for.
    const giveUp = (why: string): void => {
      clearTimeout(timer);
      endGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ status: null, stdout: out.stdout, stderr: `${out.stderr}\n${why}` });
    };
    const timer = setTimeout(() => giveUp(`no answer within ${seconds} seconds`), seconds * 1000);
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        left -= text.length;
        if (left < 0) giveUp(`its answer is longer than the ${maxOutput / 1024 ** 2} MB that are read`);
        else out[stream] += text;
      });
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ status: null, stdout: out.stdout, stderr: error.message });
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, ...out });
    });
  });

/** Ends a process that leads its own group, with all its children. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Receives the lines of a running command until it is stopped or ends. */
export interface StreamListener {
  line(text: string): void;
  /** Called when the command ended by itself, with Docker's own words. */
  ended(why: string): void;
}

/** Starts `docker` with a list of arguments; returns a function that stops it. */
export type DockerStream = (args: readonly string[], listener: StreamListener) => () => void;

/** How many characters of its error output are kept. */
const maxErrorOutput = 2000;

/** Streams this machine's `docker` command. */
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
    stderr = (stderr + text).slice(-maxErrorOutput);
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
