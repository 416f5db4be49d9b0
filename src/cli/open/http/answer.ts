// What a route answers with, before it is written to the socket.

import type { IncomingMessage } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One sentence for whoever looks: what was refused and what to do. */
export function plainAnswer(status: number, sentence: string, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: `${sentence}\n`,
  };
}

/** Data for the page's own script. */
export function jsonAnswer(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The refusal of a method, which names those that are answered. */
export function notAllowed(allowed: string): Answer {
  return plainAnswer(405, `Only ${allowed} is answered here.`, { Allow: allowed });
}

/** The refusal of a request that would change something; null where it only reads. */
export function readOnlyMethod({ method }: IncomingMessage): Answer | null {
  return method === 'GET' || method === 'HEAD' ? null : notAllowed('GET, HEAD');
}
