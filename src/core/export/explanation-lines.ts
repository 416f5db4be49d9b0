// `explain` for a terminal: the answer in one sentence, then each question with its reasons and the lines of the files behind them.

import type { Place } from '../compose/workspace/place-of.ts';
import { triAnswer } from '../describe/tri.ts';
import type { Answer, Explanation } from '../explain/explanation.ts';
import type { PairSeen } from '../host/host-observed.ts';
import { connectionText } from '../observed/seen-text.ts';
import { durationText } from '../observed/watched-text.ts';
import { visible, visibleStart } from '../quote/visible-text.ts';
import type { Path } from '../yaml/tree.ts';
import { type DocsAddress, semanticsAddress } from './docs-address.ts';

/** Returns the place of a path of the model; null when no file has it. */
export type PlaceFinder = (path: Path) => Pick<Place, 'file' | 'line'> | null;

/** One path of an explanation: its member in JSON and its title for people. */
interface TitledAnswer {
  readonly key: string;
  readonly title: string;
  readonly answer: Answer;
}

/** Returns the paths of an explanation in reading order. */
export function titledAnswers(explanation: Explanation): readonly TitledAnswer[] {
  const { direct, viaHost, viaGateway, proxied, resolves, beside, pivot } = explanation;
  const all: readonly (readonly [string, string, Answer | null])[] = [
    ['direct', 'direct', direct],
    ['publishedPort', 'through a published port', viaHost],
    ['ownGateway', 'at its own gateway', viaGateway],
    ['proxy', 'through a proxy', proxied],
    ['name', 'name', resolves],
    ['besideTheNetwork', 'outside any network', beside],
    ['byTakingOver', 'by taking over others', pivot],
  ];
  return all.flatMap(([key, title, answer]) => (answer ? [{ key, title, answer }] : []));
}

/** Yields the explanation in lines, each with its line feed. */
export function* explanationLines(explanation: Explanation, place: PlaceFinder): Generator<string> {
  yield `${visibleStart(explanation.summary)}\n`;
  for (const { title, answer } of titledAnswers(explanation)) yield* answerLines(title, answer, place);
  if (explanation.seen) for (const line of seenLines(explanation.seen)) yield `${visible(line)}\n`;
}

/** Yields a line with the address of each rule of Docker's behaviour that the reasons cite. */
export function* moreLines(explanation: Explanation, docs: DocsAddress): Generator<string> {
  const cited = new Set(
    titledAnswers(explanation).flatMap(({ answer }) => answer.reasons.map(({ rule }) => rule)),
  );
  if (cited.size > 0) yield 'more:\n';
  for (const id of cited) yield `  ${id}: ${semanticsAddress(docs, id)}\n`;
}

/** Returns lines on what was observed of a pair. A connection that was not seen may still be needed. */
export function seenLines({ connections, watched }: PairSeen): readonly string[] {
  if (connections.length === 0) return [`seen: not in ${durationText(watched)}`];
  return [
    `seen: ${connections.length === 1 ? '1 connection' : `${connections.length} connections`} in ${durationText(watched)}`,
    ...connections.map((one) => `  ${connectionText(one)}`),
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
