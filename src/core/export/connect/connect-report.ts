// The answer about one connection, as JSON and as text.

import type { ConnectReport } from '../../contracts/connect.ts';
import type { ConnectAnswer } from '../../fleet/answer.ts';
import { seenWords } from '../../fleet/seen-words.ts';
import { visibleStart } from '../../quote/visible-text.ts';

/** Returns the answer as one line of JSON. */
export function connectJson(from: string, to: string, answer: ConnectAnswer): string {
  const { way, because, answer: does, by, seen, seenAddress, seenNetwork } = answer;
  const report: ConnectReport = {
    version: 1,
    from,
    to,
    answer: does,
    by,
    seen,
    seenAddress,
    ...(seenNetwork === null ? {} : { seenNetwork }),
    way: way.map(({ place, passes: _, ...step }) => ({
      ...step,
      file: place?.file ?? null,
      line: place?.line ?? null,
    })),
    because,
  };
  return JSON.stringify(report);
}

/** Returns the answer as lines of text: the verdict, then one line for each step. */
export function* connectLines(from: string, to: string, answer: ConnectAnswer): Generator<string> {
  const [asker, asked] = [from, to].map(visibleStart);
  yield `${asker} ${verdictWords(answer)} ${asked}${answer.because === null ? '' : `: ${visibleStart(answer.because)}`}.\n`;
  yield* seenLine(answer);
  for (const { at, rule, text, passes, place } of answer.way) {
    const mark = passes === true ? 'yes' : passes === false ? 'no' : '?';
    const where = place === null ? '' : `  ${visibleStart(place.file)}:${place.line}`;
    yield `  ${mark.padEnd(4)}${visibleStart(at)}: ${visibleStart(text)} (${rule})${where}\n`;
  }
}

function verdictWords({ answer, by }: ConnectAnswer): string {
  if (answer === false) return 'does not reach';
  const whom = by === null ? '' : `${visibleStart(by)} at `;
  return `${answer === true ? 'reaches' : 'may reach'} ${whom}`.trimEnd();
}

function* seenLine({ by, seen, seenAddress, seenNetwork }: ConnectAnswer): Generator<string> {
  if (by === null || seen === null) return;
  const network = seenNetwork === null ? '' : ` (${visibleStart(seenNetwork)})`;
  const address = seenAddress === null ? '' : `, ${visibleStart(seenAddress)}`;
  yield `${visibleStart(by)} sees the asker as ${seenWords[seen]}${network}${address}.\n`;
}
