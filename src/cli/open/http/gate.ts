// Who may ask a page server: a token in the address (`open`), or a session (`serve`).

import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer } from './answer.ts';
import { timesNamed } from './request.ts';

/** What a gate says of a request: its answer, or the path that it may have. */
export type Admission =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      readonly kind: 'admitted';
      /** Who asks, for the log: an address, and a name where a proxy gives one; '' where it can be one person only. */
      readonly who: string;
      /** Below the address of the page, without a query; empty for the page itself. */
      readonly path: string;
      /** Whether it would still be admitted: a stream outlasts the request that began it. */
      readonly stands: () => boolean;
    };

export interface Gate {
  admit(request: IncomingMessage): Promise<Admission> | Admission;
}

/** The names and pages of a server, the only ones that it answers to. */
interface OwnAddress {
  /** Every `Host` that is answered, with its port unless it is the scheme's own. */
  readonly hosts: ReadonlySet<string>;
  readonly scheme: 'http' | 'https';
  /** What to do instead, as a sentence: at another name, and from another page. */
  readonly otherName: string;
  readonly otherPage: string;
}

/** Why a request is refused because of the name or path that it asks for; null where it may go on. */
export function addressObjection(request: IncomingMessage, { hosts, otherName }: OwnAddress): Answer | null {
  // DNS rebinding: a foreign name that resolves to this address arrives with that name as its Host.
  if (timesNamed(request, 'host') === 0) return plainAnswer(400, 'The request names no host.');
  if (!hosts.has(request.headers.host ?? '') || timesNamed(request, 'host') !== 1)
    return plainAnswer(421, `This server answers to its own address only. ${otherName}`);
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//'))
    return plainAnswer(400, 'The request names no path of this server.');
  return null;
}

/** Why a request is refused because of the page that sends it; null where it may go on. */
export function originObjection(
  { headers, method }: IncomingMessage,
  { scheme, otherPage }: OwnAddress,
): Answer | null {
  if (headers.origin !== undefined && headers.origin !== `${scheme}://${headers.host}`)
    return plainAnswer(403, 'Other pages may not ask this server.');
  const from = headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin' && from !== 'none')
    return plainAnswer(403, `Other pages may not ask this server. ${otherPage}`);
  // A browser names the origin with every write; whoever does not is no page of ours.
  if (method !== 'GET' && method !== 'HEAD' && headers.origin === undefined)
    return plainAnswer(403, 'A write has to name its origin.');
  return null;
}
