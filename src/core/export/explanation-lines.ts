// `explain` for a terminal: the answer in one sentence, then each question with its reasons and the lines of the files behind them.

import type { Place } from '../compose/workspace/place-of.ts';
import { triAnswer } from '../describe/tri.ts';
import { visible, visibleStart } from '../describe/visible-text.ts';
import type { Answer, Explanation } from '../explain/explanation.ts';
import type { PairSeen } from '../host/host-observed.ts';
import { seenText } from '../observed/seen-text.ts';
import { durationText } from '../observed/watched-text.ts';
import type { Path } from '../yaml/tree.ts';

/** Finds the place of a path of the model; null where no file has it. */
export type PlaceFinder = (path: Path) => Pick<Place, 'file' | 'line'> | null;

/** The lines, each with its line feed. */
export function* explanationLines(explanation: Explanation, place: PlaceFinder): Generator<string> {
  yield `${visibleStart(explanation.summary)}\n`;
  yield* answerLines('direct', explanation.direct, place);
  yield* answerLines('through a published port', explanation.viaHost, place);
  if (explanation.viaGateway) yield* answerLines('at its own gateway', explanation.viaGateway, place);
  if (explanation.proxied) yield* answerLines('through a proxy', explanation.proxied, place);
  yield* answerLines('name', explanation.resolves, place);
  if (explanation.beside) yield* answerLines('beside the network', explanation.beside, place);
  if (explanation.pivot) yield* answerLines('by taking over others', explanation.pivot, place);
  if (explanation.seen) for (const line of seenLines(explanation.seen)) yield `${visible(line)}\n`;
}

/** What was seen of a pair: what was not may be needed all the same. */
export function seenLines({ connections, watched }: PairSeen): readonly string[] {
  if (connections.length === 0) return [`seen: not in ${durationText(watched)}`];
  return [
    `seen: ${connections.length === 1 ? '1 connection' : `${connections.length} connections`} in ${durationText(watched)}`,
    ...connections.map((one) => `  ${seenText(one)}`),
  ];
}

function* answerLines(title: string, { verdict, reasons }: Answer, place: PlaceFinder): Generator<string> {
  yield `${title}: ${triAnswer(verdict)}\n`;
  for (const { rule, text, at } of reasons) {
    const places = at.flatMap((path) => {
      const found = place(path);
      return found ? [`${found.file}:${found.line}`] : [];
    });
    const where = places.length === 0 ? '' : `  ${[...new Set(places)].join(' ')}`;
    yield `${visible(`  ${rule}: ${text}${where}`)}\n`;
  }
}
