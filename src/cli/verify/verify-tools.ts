// What `verify` needs from the machine beside files: Docker, a person to ask, and word of an interruption.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { CallFailure } from '../call-failure.ts';
import type { Docker } from './docker.ts';

export interface VerifyTools {
  readonly docker: Docker;
  /** The person's answer to a yes-or-no question; null where nobody can be asked. */
  confirm(question: string): Promise<boolean | null>;
  /** Calls `stop` on Ctrl+C, hang-up or termination instead of ending; the result lets go again. */
  onInterrupt(stop: () => void): () => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// Longer than any probe; an Engine that does not answer must not block the command for ever.
const patience = 120_000;

const docker: Docker = (args) =>
  new Promise((resolve) => {
    // A group of its own: Ctrl+C reaches this process, which then takes away what it started.
    const child = spawn('docker', [...args], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (error) => resolve({ status: null, stdout, stderr: error.message }));
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });

async function confirm(question: string): Promise<boolean | null> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve, reject) => {
      terminal.once('SIGINT', () => reject(new CallFailure('interrupted; nothing was started.')));
      terminal.once('close', () => resolve(''));
    });
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** The tools of this machine. */
export const verifyTools: VerifyTools = {
  docker,
  confirm,
  onInterrupt(stop) {
    for (const signal of signals) process.on(signal, stop);
    return () => {
      for (const signal of signals) process.off(signal, stop);
    };
  },
};
