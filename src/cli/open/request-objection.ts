// Who may ask at all. Runs before anything is looked up, so a stranger learns nothing, not even which paths exist.

import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer } from './answer.ts';
import { isToken, type Site } from './site.ts';

/** Why a request is refused because of where it comes from; null where it may go on. */
export function originObjection(request: IncomingMessage, site: Site): Answer | null {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  // DNS rebinding: a foreign name that resolves to 127.0.0.1 arrives with that name as its Host.
  if (request.headers.host !== site.host || names.filter((name) => name === 'host').length !== 1)
    return plainAnswer(
      421,
      'This server answers to its own address only. Use the one that the terminal shows.',
    );
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//'))
    return plainAnswer(400, 'The request names no path of this server.');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== site.origin)
    return plainAnswer(403, 'Other pages may not ask this server.');
  const from = request.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin' && from !== 'none')
    return plainAnswer(
      403,
      'Other pages may not ask this server. Paste the address from the terminal instead.',
    );
  // A browser names the origin with every write; whoever does not is no page of ours.
  if (request.method !== 'GET' && request.method !== 'HEAD' && origin === undefined)
    return plainAnswer(403, 'A write has to name its origin.');
  return null;
}

/** Whether the request carries the cookie that the token was exchanged for. */
export function isKnown(request: IncomingMessage, site: Site): boolean {
  const wanted = `${site.cookie}=`;
  const offered = (request.headers.cookie ?? '').split('; ').find((one) => one.startsWith(wanted));
  return offered !== undefined && isToken(site, offered.slice(wanted.length));
}
