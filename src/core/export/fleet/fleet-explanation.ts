// Why one side of a fleet reaches another, or why not, as text: each address at which it is asked, with every step of the way.

import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { questionsAbout } from '../../fleet/reach/questions-between.ts';
import { visibleStart } from '../../quote/visible-text.ts';
import { connectLines } from '../connect/connect-report.ts';

/** Yields the verdict, then what a connection to each address of the other side meets; throws a `ConnectError` for a name that nobody has. */
export function* fleetExplanationLines(
  { connector, reach }: FleetFacts,
  from: string,
  to: string,
): Generator<string> {
  const ways = questionsAbout(reach, to).map((asked) => ({ asked, answer: connector.ask(from, asked) }));
  const count = (answer: boolean | 'unknown'): number =>
    ways.filter((way) => way.answer.answer === answer).length;
  const [asker, other] = [from, to].map(visibleStart);
  const verb = count(true) > 0 ? 'reaches' : count('unknown') > 0 ? 'may reach' : 'does not reach';
  const left = ways.length === 0 ? ': nothing states an address at which it is asked' : '';
  const at = ways.length > 1 && count(true) > 0 ? ` at ${count(true)} of ${ways.length} addresses` : '';
  yield `${asker} ${verb} ${other}${at}${left}.\n`;
  for (const { asked, answer } of ways) {
    yield '\n';
    yield* connectLines(from, asked, answer);
  }
}
