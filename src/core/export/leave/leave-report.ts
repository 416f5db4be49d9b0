// Where somebody gets who leaves, as JSON and as text.

import type { LeaveReport } from '../../contracts/leave.ts';
import { visibleStart } from '../../quote/visible-text.ts';
import type { LeaveByWay } from '../../ways-out/leave/ask-leave.ts';
import type { LeaveAnswer } from '../../ways-out/leave/leave-answer.ts';

/** Returns all ways as one line of JSON. */
export function leaveJson(from: string, target: string, ways: readonly LeaveByWay[]): string {
  const report: LeaveReport = {
    version: 1,
    from,
    target,
    ways: ways.map(({ by, through, answer, because, place }) => ({
      by,
      through,
      answer,
      because,
      file: place?.file ?? null,
      line: place?.line ?? null,
    })),
  };
  return JSON.stringify(report);
}

/** Returns one answer as one line of JSON. */
export function leaveAnswerJson({ answer, because }: LeaveAnswer): string {
  return JSON.stringify({ answer, because });
}

const verdicts = {
  reached: 'gets to',
  denied: 'is refused on the way to',
  none: 'does not get to',
  unknown: 'may get to',
} as const;

const wayWords: { readonly [by in LeaveByWay['by']]: string } = {
  direct: 'directly',
  proxy: 'by a whole URL',
  connect: 'by CONNECT',
  transparent: 'as if it were the server',
  name: 'by a question for the name',
};

/** Returns all ways as lines of text: the verdict, then one line for each way. */
export function* leaveLines(from: string, target: string, ways: readonly LeaveByWay[]): Generator<string> {
  const carried = ways.filter(({ by }) => by !== 'name');
  const best = (['reached', 'unknown', 'denied', 'none'] as const).find((word) =>
    (carried.length > 0 ? carried : ways).some(({ answer }) => answer === word),
  );
  yield `${visibleStart(from)} ${verdicts[best ?? 'none']} ${visibleStart(target)}.\n`;
  for (const { by, through, answer, because, place } of ways) {
    const mark = answer === 'reached' ? 'yes' : answer === 'unknown' ? '?' : 'no';
    const whom = through === null ? '' : `${visibleStart(through)}, `;
    const where = place === null ? '' : `  ${visibleStart(place.file)}:${place.line}`;
    yield `  ${mark.padEnd(4)}${whom}${wayWords[by]}: ${visibleStart(because)}${where}\n`;
  }
}
