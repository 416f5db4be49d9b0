// A URL that was pasted into the search: which container answers it, and who is asked first. It is answered on paper; nothing is sent.

import { answerText } from '../../../core/export/ways-in/ask-report.ts';
import { ask, type Verdict, verdictOf } from '../../../core/ways-in/ask/ask.ts';
import type { WaysFacts } from '../../../core/ways-in/ways/ways-facts.ts';

export interface AskedUrl {
  /** The answer in one line: `photos answers; authelia is asked first`. */
  readonly text: string;
  /** The service that answers; null where it is unknown. */
  readonly service: string | null;
}

/** Returns the service behind a URL; null where the text is no URL or the answer is unknown. */
export function askedUrl(ways: WaysFacts | null, text: string): AskedUrl | null {
  const url = text.trim();
  if (ways === null || !/^https?:\/\/\S+$/i.test(url)) return null;
  const from = { kind: 'outside' } as const;
  const outcomes = ask(ways.ways, { url, from, at: null });
  if (outcomes === null) return null;
  const verdict = verdictOf(outcomes);
  const logins = verdict.guards.filter(({ kind }) => kind === 'login');
  const [login] = logins;
  // Who is behind the login is what a visitor finds that it lets in.
  const behind = login ? ask(ways.ways, { url, from, at: null, authenticated: true }) : null;
  const by = verdict.by ?? (behind === null ? null : verdictOf(behind).by);
  const asked = login ? `${login.by ?? `a ${login.how} login`} is asked first` : null;
  return { text: [answerOf(verdict, by), asked].filter((part) => part !== null).join('; '), service: by };
}

function answerOf(verdict: Verdict, by: string | null): string {
  const { answer, because } = verdict;
  if (by !== null && (answer === 'serves' || answer === 'login')) return `${by} answers`;
  return because === null ? answerText(verdict) : `${answerText(verdict)} (${because.replace(/\.$/, '')})`;
}
