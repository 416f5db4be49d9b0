// The gate of `bulkhead open`: whoever has the address of the terminal.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer, readOnlyMethod } from './answer.ts';
import { type Admission, addressObjection, type Gate, originObjection } from './gate.ts';
import { cookieValue } from './request.ts';

function answered(answer: Answer): Admission {
  return { kind: 'answered', answer };
}

/** Admits who carries the cookie of `site`, and gives it for the token. */
export function tokenGate(site: Site): Gate {
  const own = {
    hosts: new Set([site.host]),
    scheme: 'http' as const,
    otherName: 'Use the one that the terminal shows.',
    otherPage: 'Paste the address from the terminal instead.',
  };
  return {
    admit(request) {
      const objection = addressObjection(request, own) ?? originObjection(request, own);
      if (objection !== null) return answered(objection);
      const target = request.url ?? '';
      if (target.startsWith('/?token='))
        return answered(answerEntry(request, target.slice('/?token='.length), site));
      const offered = cookieValue(request, site.cookie);
      if (offered === null || !isToken(site, offered))
        return answered(
          plainAnswer(
            403,
            'This server answers to whoever started it. Open the address that the terminal shows.',
          ),
        );
      if (!target.startsWith(site.base)) return answered(plainAnswer(404, 'There is nothing here.'));
      const [path = ''] = target.slice(site.base.length).split('?');
      return { kind: 'admitted', path, stands: () => true };
    },
  };
}

/** The one route without a cookie: it gives it. */
function answerEntry(request: IncomingMessage, token: string, site: Site): Answer {
  if (!isToken(site, token)) {
    return plainAnswer(403, 'This address is of another run. Open the one that the terminal shows now.');
  }
  return (
    readOnlyMethod(request) ??
    plainAnswer(303, 'See the page.', {
      Location: site.base,
      'Set-Cookie': `${site.cookie}=${site.token}; Path=${site.base}; HttpOnly; SameSite=Strict`,
    })
  );
}

/**
 * The one place that a running `bulkhead open` answers at, and `serve` without a password. The path is as hard to guess as the token:
 * cookies of 127.0.0.1 go to every port of it, but only to paths below theirs, so no other local server is ever sent this one.
 */
export interface Site {
  /** Such as `127.0.0.1:PORT`, the only name it answers to. */
  readonly host: string;
  readonly origin: string;
  /** Where the page and its interface live: `/RANDOM/`. */
  readonly base: string;
  readonly token: string;
  readonly cookie: string;
}

/** A site at `host` with secrets of its own. */
export function newSite(host: string): Site {
  const word = () => randomBytes(24).toString('base64url');
  return { host, origin: `http://${host}`, base: `/${word()}/`, token: word(), cookie: 'bulkhead' };
}

/** The address to open; the first visit turns its token into a cookie. */
export function entryAddress(site: Site): string {
  return `${site.origin}/?token=${site.token}`;
}

/** Whether `offered` is the token, in a time that does not depend on how much of it was right. */
function isToken(site: Site, offered: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(site.token));
}
