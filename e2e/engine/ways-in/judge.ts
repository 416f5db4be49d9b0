// What was measured beside what is said on paper.

import type { Verdict } from '../../../src/core/ways-in/ask/ask.ts';

/** An answer as the worker has it; a status of 0 is no answer. */
export interface Raw {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

export interface Measured {
  readonly answer: string;
  readonly by: string | null;
  readonly to: string | null;
}

/** The answer in the words of `ask`. */
export function readRaw({ status, location, body }: Raw, url: string): Measured {
  const plain = (answer: string): Measured => ({ answer, by: null, to: null });
  if (status === 0) return plain('refused');
  const by = /^by=(\w+)$/.exec(body)?.[1] ?? null;
  if (status >= 300 && status < 400 && location !== null) {
    const { origin, hostname, pathname, search } = new URL(location, url);
    const isLogin = [hostname, pathname.slice(1)].some((part) => /^(?:login|auth|sso|signin)/i.test(part));
    return { answer: isLogin ? 'login' : 'redirect', by: null, to: origin + pathname + search };
  }
  if (status >= 200 && status < 300) {
    if (by !== null) return { answer: 'serves', by, to: null };
    return body === '' ? plain('empty') : { answer: 'serves', by: 'proxy', to: null };
  }
  if (status === 401) return plain('login');
  if (status === 403) return plain('forbidden');
  if (status === 404) return plain('not-found');
  return plain(status >= 502 && status <= 504 ? 'bad-gateway' : 'error');
}

function openness({ answer }: Measured): number {
  if (answer === 'serves') return 3;
  if (answer === 'login' || answer === 'redirect') return 2;
  return answer === 'forbidden' || answer === 'refused' ? 0 : 1;
}

/** Of what visitors from several addresses get, what counts: the most open. */
export function weakestOf(all: readonly (readonly Measured[])[]): readonly Measured[] {
  const most = (some: readonly Measured[]) => Math.max(...some.map(openness));
  return all.reduce((best, some) => (most(some) > most(best) ? some : best));
}

const keyOf = ({ answer, by, to }: Measured): string => JSON.stringify([answer, by, to]);

const behindLogin = new Set(['login', 'serves', 'forbidden', 'redirect', 'error']);

/** Whether what was measured is what is said. */
export function judge(said: Verdict, measured: readonly Measured[]): 'equal' | 'different' | 'unknown' {
  if (said.answer === 'unknown') return 'unknown';
  const seen = new Set(measured.map(keyOf));
  const expected = said.seen ?? [said];
  const known = new Set(
    expected.map(({ answer, by, to }) =>
      keyOf({
        answer,
        by: answer === 'serves' ? (by ?? 'proxy') : null,
        to: answer === 'redirect' || answer === 'login' ? to : null,
      }),
    ),
  );
  if ([...seen].every((key) => known.has(key))) return 'equal';
  // What the server behind decides is in no file.
  const decided =
    said.answer === 'login' &&
    said.guards.some(({ how }) => how === 'forward-auth' || how === 'auth-request');
  return decided && measured.every(({ answer }) => behindLogin.has(answer)) ? 'equal' : 'different';
}
