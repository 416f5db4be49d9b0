// Who is signed in. Ids are made here and never taken from a request; what is kept of one is its digest.

import { createHash, randomBytes } from 'node:crypto';

export interface Sessions {
  /** Starts a session and returns its id. */
  begin(): string;
  /** Returns true for a live session and extends it, up to its maximum age. */
  touch(id: string): boolean;
  /** Returns true for a live session without extending it. */
  has(id: string): boolean;
  end(id: string): void;
}

const hour = 3_600_000;
/** How long a session lasts without a request, in milliseconds. */
export const idleTimeout = 8 * hour;
/** The maximum age of a session, in milliseconds. */
export const maxAge = 24 * hour;
/** Maximum number of sessions; more come from a script, and the oldest end. */
const maxSessions = 1000;

/** Returns an empty set of sessions; `now` is the clock in milliseconds. */
export function newSessions(now: () => number): Sessions {
  const known = new Map<string, { readonly begun: number; used: number }>();
  const key = (id: string) => createHash('sha256').update(id).digest('base64');
  const find = (id: string) => {
    const session = known.get(key(id));
    if (session === undefined) return null;
    if (now() - session.used < idleTimeout && now() - session.begun < maxAge) return session;
    known.delete(key(id));
    return null;
  };
  return {
    begin() {
      for (const [oldest] of known) {
        if (known.size < maxSessions) break;
        known.delete(oldest);
      }
      const id = randomBytes(32).toString('base64url');
      known.set(key(id), { begun: now(), used: now() });
      return id;
    },
    touch(id) {
      const session = find(id);
      if (session !== null) session.used = now();
      return session !== null;
    },
    has: (id) => find(id) !== null,
    end: (id) => void known.delete(key(id)),
  };
}
