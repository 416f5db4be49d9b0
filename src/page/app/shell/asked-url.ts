// A URL that was pasted into the search: which container answers it, and who is asked first. It is answered on paper; nothing is sent.

import { answerText } from '../../../core/export/ways-in/ask-report.ts';
import { ask, type Verdict, verdictOf } from '../../../core/ways-in/ask/ask.ts';
import type { WaysFacts } from '../../../core/ways-in/ways/ways-facts.ts';

export interface AskedUrl {
  /** One line: `photos answers; authelia is asked first`. */
  readonly text: string;
  /** The service to show; null where nobody known answers. */
  readonly service: string | null;
}

/** Null where the text is no URL, or nothing is known of who answers it. */
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
  const behind = login ? ask(ways.ways, { url, from, at: null, welcome: true }) : null;
  const by = verdict.by ?? (behind === null ? null : verdictOf(behind).by);
  const asked = login ? `${login.by ?? `a ${login.how} login`} is asked first` : null;
  return { text: [answerOf(verdict, by), asked].filter((part) => part !== null).join('; '), service: by };
}

function answerOf(verdict: Verdict, by: string | null): string {
  const { answer, because } = verdict;
  if (by !== null && (answer === 'serves' || answer === 'login')) return `${by} answers`;
  return because === null ? answerText(verdict) : `${answerText(verdict)} (${because.replace(/\.$/, '')})`;
}
