// Makes outcomes, and puts several together: those that come in turn or by chance, and those of which the files do not say which.

import { before } from '../text/cut.ts';
import type { Answer, Guard, Outcome, Outcomes, Request, Step } from './model.ts';
import type { Said } from './places.ts';
import { originOf, resolveLocation } from './urls.ts';

const nothing: Omit<Outcome, 'answer'> = {
  by: null,
  port: null,
  own: false,
  to: null,
  guards: [],
  way: [],
  because: null,
};

/** One certain outcome. */
export function only(answer: Answer, more: Partial<Outcome> = {}): Outcomes {
  return { list: [{ ...nothing, answer, ...more }], undecided: null };
}

/** It is not known what comes, for this reason: a sentence. */
export function unknown(because: string, more: Partial<Outcome> = {}): Outcomes {
  return only('unknown', { because, ...more });
}

/** All of these come, in turn or by chance. */
export function either(all: readonly Outcomes[]): Outcomes {
  const [first] = all;
  if (all.length === 1 && first) return first;
  return {
    list: distinct(all.flatMap(({ list }) => list)),
    undecided: all.find(({ undecided }) => undecided !== null)?.undecided ?? null,
  };
}

/** One of these comes; which is not known. Where they agree it makes no difference. */
export function oneOf(all: readonly Outcomes[], because: string): Outcomes {
  const list = distinct(all.flatMap((outcomes) => outcomes.list));
  const [first] = all;
  if (first && all.every((outcomes) => sameKeys(outcomes, first))) return first;
  return { list, undecided: because };
}

/** The outcomes with steps and guards before those they have. */
export function passed(
  before: { readonly guards?: readonly Guard[]; readonly way?: readonly Step[] },
  after: Outcomes,
): Outcomes {
  const { guards = [], way = [] } = before;
  if (guards.length === 0 && way.length === 0) return after;
  const list = after.list.map((outcome) => ({
    ...outcome,
    guards: [...guards, ...outcome.guards],
    way: [...way, ...outcome.way],
  }));
  return { ...after, list };
}

/** What an outcome is to the one who asks, whatever way it took. */
export function outcomeKey({ answer, by, own, to }: Outcome): string {
  return JSON.stringify([answer, by, own, to]);
}

function sameKeys(one: Outcomes, other: Outcomes): boolean {
  const keys = new Set(other.list.map(outcomeKey));
  return one.list.length === other.list.length && one.list.every((each) => keys.has(outcomeKey(each)));
}

function distinct(list: readonly Outcome[]): readonly Outcome[] {
  const found = new Map<string, Outcome>();
  for (const outcome of list) if (!found.has(outcomeKey(outcome))) found.set(outcomeKey(outcome), outcome);
  return [...found.values()];
}

const asLogin: ReadonlySet<Answer> = new Set(['serves', 'login', 'forbidden', 'redirect', 'error']);

/**
 * What a request gets where somebody else decides whether it may pass: a login. Where whoever is let in finds nothing, it is not known which of
 * the two comes.
 */
export function decidedBy(who: string | null, behind: Outcomes): Outcomes {
  const [first, ...more] = behind.list;
  if (first && more.length === 0 && asLogin.has(first.answer)) return only('login');
  const said = first?.because == null ? '' : ` ${first.because}`;
  return oneOf(
    [only('login'), behind],
    `${who ?? 'Another server'} decides who is let in, and then it goes on.${said}`,
  );
}

/** The answer to a status code of a text of the proxy's own; `body` says whether there is one. */
export function statusAnswer(status: number, body: boolean): Outcomes {
  if (status >= 200 && status < 300) return body ? only('serves', { own: true }) : only('empty');
  if (status === 401) return only('login');
  if (status === 403) return only('forbidden');
  if (status === 404) return only('not-found');
  if (status >= 502 && status <= 504) return only('bad-gateway');
  return only('error');
}

/** A redirect to `location`; to a place that is called a login it is one. */
export function redirectTo(location: string, { scheme, host, port, path, query }: Request): Outcomes {
  const to = plainUrl(resolveLocation(location, originOf(scheme, host, port), path), query);
  return only(isLogin(to) ? 'login' : 'redirect', { to });
}

/** Without a name, a password and a query that the request did not have: they may be secret. */
function plainUrl(url: string, query: string): string {
  const named = before(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1'), '#');
  const mark = named.indexOf('?');
  return mark < 0 || named.slice(mark) === query ? named : named.slice(0, mark);
}

/** Whether host or first path segment begins with login, auth, sso or signin. */
function isLogin(url: string): boolean {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]*)\/?([^/?#]*)/i.exec(url) ?? [];
  return [host, path].some((part) => /^(?:login|auth|sso|signin)/i.test(part));
}

/** What a port answers to who speaks TLS to it and it does not, or the other way round; null where they agree. */
export function schemeMismatch(program: string, tls: boolean, { scheme, inside }: Request): Outcomes | null {
  if (tls === (scheme === 'https')) return null;
  return tls
    ? only('error', { because: `${program} wants TLS on this port.` })
    : only('no-tls', { because: `${program} does not speak TLS on ${inside}.` });
}

/** What is behind a guard, which stands on the way by this text. */
export function behindGuard(guard: Guard, text: string, behind: Outcomes): Outcomes {
  return passed({ guards: [guard], way: [{ kind: 'guard', text, said: guard.said }] }, behind);
}

/** What is behind a certificate that visitors must bring; without one the request ends as `refused` says. */
export function behindCertificate(
  said: Said,
  welcome: boolean,
  refused: Answer,
  behind: () => Outcomes,
): Outcomes {
  const guard: Guard = { kind: 'certificate', how: 'client-certificate', by: null, said };
  const because = 'A certificate of the visitor is asked for.';
  return behindGuard(guard, 'a certificate of the visitor', welcome ? behind() : only(refused, { because }));
}
