// What a route answers with, before it is written to the socket.

import type { IncomingMessage } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Returns an answer of one sentence: what was refused and what to do. */
export function plainAnswer(status: number, sentence: string, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: `${sentence}\n`,
  };
}

/** Returns an answer with data for the page's own script. */
export function jsonAnswer(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** Returns the refusal of a method, which names the allowed ones. */
export function notAllowed(allowed: string): Answer {
  return plainAnswer(405, `Only ${allowed} is allowed here.`, { Allow: allowed });
}

/** Returns the refusal of a request that could change something; null for a read. */
export function readOnlyMethod({ method }: IncomingMessage): Answer | null {
  return method === 'GET' || method === 'HEAD' ? null : notAllowed('GET, HEAD');
}
