// Who may ask a page server: a token in the address (`open`), or a session (`serve`).

import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer } from './answer.ts';
import { headerCount } from './request.ts';

/** A gate's decision on a request: an answer, or the path that it may have. */
export type Admission =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | {
      readonly kind: 'admitted';
      /** The visitor for the log: an address, and a name when a proxy gives one; '' when it can only be one person. */
      readonly who: string;
      /** The path below the page's address, without a query; empty for the page itself. */
      readonly path: string;
      /** Returns true while the visitor is still admitted, since a stream outlasts its request. */
      readonly stands: () => boolean;
    };

export interface Gate {
  admit(request: IncomingMessage): Promise<Admission> | Admission;
}

/** The names and pages that a server answers to. */
interface OwnAddress {
  /** Every accepted `Host`, with its port unless it is the scheme's default. */
  readonly hosts: ReadonlySet<string>;
  readonly scheme: 'http' | 'https';
  /** Advice for requests to another name and from another page, as sentences. */
  readonly otherName: string;
  readonly otherPage: string;
}

/** Returns the refusal of a request for a wrong name or path; null when it may continue. */
export function addressObjection(request: IncomingMessage, { hosts, otherName }: OwnAddress): Answer | null {
  // DNS rebinding: a foreign name that resolves to this address arrives with that name as its Host.
  if (headerCount(request, 'host') === 0) return plainAnswer(400, 'The request names no host.');
  if (!hosts.has(request.headers.host ?? '') || headerCount(request, 'host') !== 1)
    return plainAnswer(421, `This server only answers at its own address. ${otherName}`);
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//'))
    return plainAnswer(400, 'The request names no path of this server.');
  return null;
}

/** Returns the refusal of a request sent by a wrong page; null when it may continue. */
export function originObjection(
  { headers, method }: IncomingMessage,
  { scheme, otherPage }: OwnAddress,
): Answer | null {
  if (headers.origin !== undefined && headers.origin !== `${scheme}://${headers.host}`)
    return plainAnswer(403, 'Requests from other pages are refused.');
  const from = headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin' && from !== 'none')
    return plainAnswer(403, `Requests from other pages are refused. ${otherPage}`);
  // A browser names the origin with every write; whoever does not is no page of ours.
  if (method !== 'GET' && method !== 'HEAD' && headers.origin === undefined)
    return plainAnswer(403, 'A write needs an Origin header.');
  return null;
}
