// The gate of `bulkhead open`: whoever has an address that was not used yet, and from then on its cookie.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, notAllowed, plainAnswer } from './answer.ts';
import { type Admission, addressObjection, type Gate, originObjection } from './gate.ts';
import { cookieValue } from './request.ts';

function answered(answer: Answer): Admission {
  return { kind: 'answered', answer };
}

/** Admits who carries the cookie of `site`, and gives it once for each of `entries`. */
export function tokenGate(site: Site, entries: Entries): Gate {
  const own = {
    hosts: new Set([site.host]),
    scheme: 'http' as const,
    otherName: 'Use the one that the terminal shows.',
    otherPage: 'Paste the address from the terminal instead.',
  };
  return {
    admit(request) {
      const target = request.url ?? '';
      const enters = target.startsWith(entryPath);
      // A person comes from the file that the browser was given, which is another site.
      const follows = enters && isNavigation(request);
      const objection = addressObjection(request, own) ?? (follows ? null : originObjection(request, own));
      if (objection !== null) return answered(objection);
      if (enters) return answered(answerEntry(request, target.slice(entryPath.length), site, entries));
      const offered = cookieValue(request, site.cookie);
      if (offered === null || !isSecret(site, offered))
        return answered(
          plainAnswer(
            403,
            'This server answers to whoever started it. Open the address that the terminal shows last: each works once.',
          ),
        );
      if (!target.startsWith(site.base)) return answered(plainAnswer(404, 'There is nothing here.'));
      const [path = ''] = target.slice(site.base.length).split('?');
      return { kind: 'admitted', who: '', path, stands: () => true };
    },
  };
}

const entryPath = '/?token=';

/** Whether a browser shows the answer to a person who followed a link. */
function isNavigation({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.origin === undefined &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

/** The one route without a cookie: it gives it, once. */
function answerEntry(request: IncomingMessage, token: string, site: Site, entries: Entries): Answer {
  // Whoever only looks whether there is something would use the address up for the person.
  if (request.method !== 'GET') return notAllowed('GET');
  if (/prefetch|preview|prerender/i.test(`${request.headers['sec-purpose']} ${request.headers.purpose}`))
    return plainAnswer(503, 'This address is opened by a person.');
  if (!entries.take(token)) {
    return plainAnswer(
      403,
      'This address was used already, or is of another run. Open the one that the terminal shows last.',
    );
  }
  const cookie = {
    'Set-Cookie': `${site.cookie}=${site.secret}; Path=${site.base}; HttpOnly; SameSite=Strict`,
  };
  const from = request.headers['sec-fetch-site'];
  // The browser holds the cookie back as long as it follows a link of another site; this page is one of ours.
  if (from === 'cross-site' || from === 'same-site')
    return plainAnswer(200, 'One moment.', { ...cookie, Refresh: `0; url=${site.base}` });
  return plainAnswer(303, 'See the page.', { Location: site.base, ...cookie });
}

/** Tokens that let one browser in, each once. */
export interface Entries {
  /** A new address; `spent` is called when it was used. */
  mint(spent: () => void): string;
  /** Whether `token` lets in; it does not a second time. */
  take(token: string): boolean;
}

/** None yet, of `site`. */
export function newEntries(site: Site): Entries {
  // Looked up by digest: how long that takes says nothing about the token.
  const unused = new Map<string, () => void>();
  return {
    mint(spent) {
      const token = word();
      unused.set(digest(token).toString('hex'), spent);
      return `${site.origin}${entryPath}${token}`;
    },
    take(token) {
      const key = digest(token).toString('hex');
      const spent = unused.get(key);
      unused.delete(key);
      spent?.();
      return spent !== undefined;
    },
  };
}

/** The address for the terminal; each time that it was used, the next one is reported. */
export function terminalAddress(entries: Entries, report: (sentence: string) => void): string {
  return entries.mint(() =>
    report(`The address was used. For another browser: ${terminalAddress(entries, report)}`),
  );
}

/**
 * The one place that a running `bulkhead open` answers at, and `serve` without a password. The path is as hard to guess as the cookie:
 * cookies of 127.0.0.1 go to every port of it, but only to paths below theirs, so no other local server is ever sent this one.
 */
export interface Site {
  /** Such as `127.0.0.1:PORT`, the only name it answers to. */
  readonly host: string;
  readonly origin: string;
  /** Where the page and its interface live: `/RANDOM/`. */
  readonly base: string;
  /** Name and value of the cookie. */
  readonly cookie: string;
  readonly secret: string;
}

/** A site at `host` with secrets of its own. */
export function newSite(host: string): Site {
  return { host, origin: `http://${host}`, base: `/${word()}/`, cookie: 'bulkhead', secret: word() };
}

function word(): string {
  return randomBytes(24).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Whether `offered` is the value of the cookie, in a time that does not depend on how much of it was right. */
function isSecret(site: Site, offered: string): boolean {
  return timingSafeEqual(digest(offered), digest(site.secret));
}
