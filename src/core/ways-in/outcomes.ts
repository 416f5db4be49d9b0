// Creates and combines outcomes: those that alternate or are random, and those that the files leave undecided.

import { textBefore } from '../text/cut.ts';
import type { Answer, Guard, Outcome, Outcomes, Request, Step } from './model.ts';
import type { SourceLocation } from './places.ts';
import { originOf, resolveLocation } from './urls.ts';

const emptyOutcome: Omit<Outcome, 'answer'> = {
  by: null,
  port: null,
  own: false,
  to: null,
  guards: [],
  way: [],
  because: null,
};

/** Returns one certain outcome. */
export function singleOutcome(answer: Answer, more: Partial<Outcome> = {}): Outcomes {
  return { list: [{ ...emptyOutcome, answer, ...more }], undecided: null };
}

/** Returns an unknown outcome with its reason, a sentence. */
export function unknownOutcome(because: string, more: Partial<Outcome> = {}): Outcomes {
  return singleOutcome('unknown', { because, ...more });
}

/** Combines outcomes that all occur, alternating or at random. */
export function combineOutcomes(all: readonly Outcomes[]): Outcomes {
  const [first] = all;
  if (all.length === 1 && first) return first;
  return {
    list: distinct(all.flatMap(({ list }) => list)),
    undecided: all.find(({ undecided }) => undecided !== null)?.undecided ?? null,
  };
}

/** Combines outcomes of which one occurs and it is unknown which; equal outcomes count as one. */
export function undecidedOutcome(all: readonly Outcomes[], because: string): Outcomes {
  const list = distinct(all.flatMap((outcomes) => outcomes.list));
  const [first] = all;
  if (first && all.every((outcomes) => sameOutcomes(outcomes, first))) return first;
  return { list, undecided: because };
}

/** Prepends steps and guards to outcomes. */
export function withSteps(
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

/** Returns a key of an outcome as the visitor sees it, independent of its way. */
export function outcomeKey({ answer, by, own, to }: Outcome): string {
  return JSON.stringify([answer, by, own, to]);
}

function sameOutcomes(one: Outcomes, other: Outcomes): boolean {
  const keys = new Set(other.list.map(outcomeKey));
  return one.list.length === other.list.length && one.list.every((each) => keys.has(outcomeKey(each)));
}

function distinct(list: readonly Outcome[]): readonly Outcome[] {
  const found = new Map<string, Outcome>();
  for (const outcome of list) if (!found.has(outcomeKey(outcome))) found.set(outcomeKey(outcome), outcome);
  return [...found.values()];
}

const loginAnswers: ReadonlySet<Answer> = new Set(['serves', 'login', 'forbidden', 'redirect', 'error']);

/**
 * Returns the outcome when another server decides about access: a login. When admitted visitors find nothing, it is unknown which of the
 * two comes.
 */
export function loginDecidedBy(who: string | null, behind: Outcomes): Outcomes {
  const [first, ...more] = behind.list;
  if (first && more.length === 0 && loginAnswers.has(first.answer)) return singleOutcome('login');
  const reasonText = first?.because == null ? '' : ` ${first.because}`;
  return undecidedOutcome(
    [singleOutcome('login'), behind],
    `${who ?? 'Another server'} decides who is let in, and then it goes on.${reasonText}`,
  );
}

/** Returns the answer for a status code of the proxy itself; `body` tells whether it has content. */
export function statusOutcome(status: number, body: boolean): Outcomes {
  if (status >= 200 && status < 300)
    return body ? singleOutcome('serves', { own: true }) : singleOutcome('empty');
  if (status === 401) return singleOutcome('login');
  if (status === 403) return singleOutcome('forbidden');
  if (status === 404) return singleOutcome('not-found');
  if (status >= 502 && status <= 504) return singleOutcome('bad-gateway');
  return singleOutcome('error');
}

/** Returns a redirect to a location, or a login when the target is named like one. */
export function redirectOutcome(location: string, { scheme, host, port, path, query }: Request): Outcomes {
  const to = plainUrl(resolveLocation(location, originOf(scheme, host, port), path), query);
  return singleOutcome(isLogin(to) ? 'login' : 'redirect', { to });
}

/** Removes credentials from a URL, and a query that the request did not have; both may be secret. */
function plainUrl(url: string, query: string): string {
  const named = textBefore(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1'), '#');
  const mark = named.indexOf('?');
  return mark < 0 || named.slice(mark) === query ? named : named.slice(0, mark);
}

/** True when the host or first path segment begins with login, auth, sso or signin. */
function isLogin(url: string): boolean {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]*)\/?([^/?#]*)/i.exec(url) ?? [];
  return [host, path].some((part) => /^(?:login|auth|sso|signin)/i.test(part));
}

/** Returns the answer to a request whose scheme does not match the port's use of TLS; null when they match. */
export function schemeMismatch(program: string, tls: boolean, { scheme, inside }: Request): Outcomes | null {
  if (tls === (scheme === 'https')) return null;
  return tls
    ? singleOutcome('error', { because: `${program} wants TLS on this port.` })
    : singleOutcome('no-tls', { because: `${program} does not speak TLS on ${inside}.` });
}

/** Returns the outcomes behind a guard, which appears on the way with the given text. */
export function behindGuard(guard: Guard, text: string, behind: Outcomes): Outcomes {
  return withSteps({ guards: [guard], way: [{ kind: 'guard', text, declaredAt: guard.declaredAt }] }, behind);
}

/** Returns the outcomes behind a required client certificate; without one the request ends with `refused`. */
export function behindCertificate(
  declaredAt: SourceLocation,
  authenticated: boolean,
  refused: Answer,
  behind: () => Outcomes,
): Outcomes {
  const guard: Guard = { kind: 'certificate', how: 'client-certificate', by: null, declaredAt };
  const because = 'A certificate of the visitor is asked for.';
  return behindGuard(
    guard,
    'a certificate of the visitor',
    authenticated ? behind() : singleOutcome(refused, { because }),
  );
}
