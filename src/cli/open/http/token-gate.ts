// The gate of `bulkhead open`: whoever has an address that was not used yet, and from then on its cookie.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, notAllowed, plainAnswer } from './answer.ts';
import { type Admission, addressObjection, type Gate, originObjection } from './gate.ts';
import { cookieValue } from './request.ts';

function answered(answer: Answer): Admission {
  return { kind: 'answered', answer };
}

/** Admits visitors with the cookie of `site` and sets it once for each of `entries`. */
export function tokenGate(site: Site, entries: EntryTokens): Gate {
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
            'This server only admits whoever started it. Open the last address in the terminal; each address works once.',
          ),
        );
      if (!target.startsWith(site.base)) return answered(plainAnswer(404, 'There is no such page.'));
      const [path = ''] = target.slice(site.base.length).split('?');
      return { kind: 'admitted', who: '', path, stands: () => true };
    },
  };
}

const entryPath = '/?token=';

/** True when a browser shows the answer to a person who followed a link. */
function isNavigation({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.origin === undefined &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

/** Answers the only route that needs no cookie and sets one, once per token. */
function answerEntry(request: IncomingMessage, token: string, site: Site, entries: EntryTokens): Answer {
  // Whoever only looks whether there is something would use the address up for the person.
  if (request.method !== 'GET') return notAllowed('GET');
  if (/prefetch|preview|prerender/i.test(`${request.headers['sec-purpose']} ${request.headers.purpose}`))
    return plainAnswer(503, 'A person has to open this address in a browser.');
  if (!entries.take(token)) {
    return plainAnswer(
      403,
      'This address was already used or belongs to another run. Open the last one in the terminal.',
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

/** Tokens that each admit one browser, once. */
export interface EntryTokens {
  /** Returns a new address; `spent` is called when it was used. */
  mint(spent: () => void): string;
  /** True when `token` is valid, which it is only once. */
  take(token: string): boolean;
}

/** Returns the entries of `site`, empty at first. */
export function newEntryTokens(site: Site): EntryTokens {
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

/** Returns the address for the terminal; reports the next one each time it was used. */
export function terminalAddress(entries: EntryTokens, report: (sentence: string) => void): string {
  return entries.mint(() =>
    report(`The address was used. For another browser: ${terminalAddress(entries, report)}`),
  );
}

/**
 * The only address that `bulkhead open`, and `serve` without a password, answer at. Its path is as hard to guess as the cookie. Cookies of
 * 127.0.0.1 reach every port but only paths below their own, so no other local server ever receives this one.
 */
export interface Site {
  /** The only accepted host name, such as `127.0.0.1:PORT`. */
  readonly host: string;
  readonly origin: string;
  /** The path of the page and its interface: `/RANDOM/`. */
  readonly base: string;
  /** The name and value of the cookie. */
  readonly cookie: string;
  readonly secret: string;
}

/** Returns a site at `host` with new secrets. */
export function newSite(host: string): Site {
  return { host, origin: `http://${host}`, base: `/${word()}/`, cookie: 'bulkhead', secret: word() };
}

function word(): string {
  return randomBytes(24).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** True when `offered` is the cookie's value. The time taken does not reveal how much of it was right. */
function isSecret(site: Site, offered: string): boolean {
  return timingSafeEqual(digest(offered), digest(site.secret));
}
