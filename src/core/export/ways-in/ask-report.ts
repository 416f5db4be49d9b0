// The answer to a simulated request, for people and as JSON.

import type { AskAnswer } from '../../contracts/ways.ts';
import { seenWords } from '../../fleet/seen-words.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import type { Verdict } from '../../ways-in/ask/ask.ts';
import type { SourceLocation } from '../../ways-in/places.ts';
import { sourcePlaceOf, type WaysContext } from '../../ways-in/ways-context.ts';

/** The words of a question. */
export interface Asked {
  readonly url: string;
  readonly from: string;
  readonly at: string | null;
}

/** Returns `ask --format json` as one line without its end. */
export function verdictJson(
  context: Pick<WaysContext, 'place'>,
  { url, from, at }: Asked,
  verdict: Verdict,
): string {
  const { answer, by, own, to, seen, guards, way, because } = verdict;
  const placed = (declaredAt: SourceLocation) =>
    sourcePlaceOf(context, declaredAt) ?? { file: null, line: null };
  const object: AskAnswer = {
    version: 1,
    url,
    from,
    at,
    answer,
    by,
    own,
    to,
    seen: seen ?? [],
    guards: guards.map(({ kind, how, by: who, declaredAt, sees }) => ({
      kind,
      how,
      by: who,
      ...placed(declaredAt),
      ...(sees === undefined ? {} : { sees }),
    })),
    way: way.map(({ kind, text, declaredAt }) => ({ kind, text, ...placed(declaredAt) })),
    because,
  };
  return visible(JSON.stringify(object));
}

/** Yields the answer for people in lines, each with its end. */
export function* askLines(
  context: Pick<WaysContext, 'place'>,
  asked: Asked,
  verdict: Verdict,
): Generator<string> {
  yield `${visibleStart(`${asked.url} from ${asked.from}${asked.at === null ? '' : ` at ${asked.at}`}: ${answerText(verdict)}`)}\n`;
  if (verdict.because !== null) yield `${visible(`  ${verdict.because}`)}\n`;
  for (const { kind, text, declaredAt } of verdict.way) {
    const place = sourcePlaceOf(context, declaredAt);
    const where = place === null ? '' : `  ${place.file}:${place.line}`;
    yield `${visible(`  ${kind.padEnd(8)}  ${text}${where}`)}\n`;
  }
  for (const { how, sees, declaredAt } of verdict.guards) {
    if (sees === undefined) continue;
    const place = sourcePlaceOf(context, declaredAt);
    const where = place === null ? '' : `  ${place.file}:${place.line}`;
    yield `${visible(`  sees      ${how} takes the asker for ${seenWords[sees]}${where}`)}\n`;
  }
}

/** Describes an answer: `serves by app`, `redirect to https://…`, `varies: serves by a, serves by b`. */
export function answerText({
  answer,
  by,
  own,
  to,
  seen,
}: Pick<Verdict, 'answer' | 'by' | 'own' | 'to' | 'seen'>): string {
  if (seen)
    return `${answer}: ${seen.map((outcome) => answerText({ ...outcome, own: null, seen: null })).join(', ')}`;
  const who = own === true ? ' by the proxy itself' : by === null ? '' : ` by ${by}`;
  return `${answer}${who}${to === null ? '' : ` to ${to}`}`;
}
