// Which methods a route answers.

import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer } from './answer.ts';

/** The refusal of a method, which names those that are answered. */
export function notAllowed(allowed: string): Answer {
  return plainAnswer(405, `Only ${allowed} is answered here.`, { Allow: allowed });
}

/** The refusal of a request that would change something; null where it only reads. */
export function readOnlyMethod({ method }: IncomingMessage): Answer | null {
  return method === 'GET' || method === 'HEAD' ? null : notAllowed('GET, HEAD');
}
