// What `verify` needs from the machine beside files: Docker, a person to ask, and notice of an interruption.

import { createInterface } from 'node:readline/promises';
import { CallFailure } from '../call-failure.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';

export interface VerifyTools {
  readonly docker: Docker;
  /** Asks a yes-or-no question; null when there is no terminal. */
  confirm(question: string): Promise<boolean | null>;
  /** Calls `stop` on SIGINT, SIGHUP or SIGTERM instead of ending; returns a function that restores the default. */
  onInterrupt(stop: () => void): () => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
  docker: runDocker,
  confirm,
  onInterrupt(stop) {
    for (const signal of signals) process.on(signal, stop);
    return () => {
      for (const signal of signals) process.off(signal, stop);
    };
  },
};
