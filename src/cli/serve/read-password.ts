// The body of the form to sign in.

import type { IncomingMessage } from 'node:http';
import { readBody } from '../open/http/read-body.ts';
import { mostPasswordBytes } from './password-record.ts';

export type ReadPassword =
  | { readonly kind: 'read'; readonly password: string }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

// Each byte may be written as three characters.
const mostForm = 3 * mostPasswordBytes + 16;

/** Reads it; refuses whatever the form does not send. */
export async function readPassword(request: IncomingMessage): Promise<ReadPassword> {
  const refused = (status: number, why: string) => ({ kind: 'refused', status, why }) as const;
  const { headers } = request;
  if (
    headers['content-type'] !== 'application/x-www-form-urlencoded' ||
    headers['content-encoding'] !== undefined
  )
    return refused(415, 'Use the form.');
  const bytes = await readBody(request, mostForm);
  if (bytes === null) return refused(413, 'That is too long for a password.');
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))];
  const [[name, password] = ['', '']] = fields;
  if (fields.length !== 1 || name !== 'password') return refused(400, 'Use the form.');
  if (Buffer.byteLength(password) > mostPasswordBytes)
    return refused(413, 'That is too long for a password.');
  return { kind: 'read', password };
}
