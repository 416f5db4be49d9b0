// A `docker` command that runs on, line by line, until it is stopped or ends by itself.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endGroup } from './run-docker.ts';

export interface StreamListener {
  line(text: string): void;
  /** It ended by itself; `why` in Docker's own words. */
  ended(why: string): void;
}

/** Starts `docker` with a list of arguments; returns how to stop it. */
export type DockerStream = (args: readonly string[], listener: StreamListener) => () => void;

/** How much of its error output is kept. */
const mostWords = 2000;

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
    stderr = (stderr + text).slice(-mostWords);
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
