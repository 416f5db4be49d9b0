// The one place that a running `bulkhead open` answers at, and `serve` without a password. The path is as hard to guess as the token: cookies of 127.0.0.1 go
// to every port of it, but only to paths below theirs, so no other local server is ever sent this one.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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
export function isToken(site: Site, offered: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(site.token));
}
