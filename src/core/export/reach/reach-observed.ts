// Who may reach whom beside who was seen to: the lines below the tables of `reach`, and what its JSON says of a pair.

import { visible } from '../../describe/visible-text.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { observedBeside, observedOn, seenBetween } from '../../host/host-observed.ts';
import { watchedSeconds } from '../../needs/observed-needs.ts';
import { durationText, seenText } from '../../observed/seen-text.ts';
import { countText } from '../../summary/summary.ts';
import type { ReachJsonOptions } from './reach-json.ts';

/** How many pairs are open, used and not seen, and what was seen though it is not allowed; nothing without a record. */
export function observedLines(facts: HostFacts): readonly string[] {
  const beside = observedBeside(facts);
  if (beside === null) return [];
  const { record, open, used, unpredicted } = beside;
  const time = durationText(watchedSeconds(record));
  return [
    `\nopen pairs ${countText(open)}: ${countText(used)} used, ${countText(open - used)} not seen in ${time} (a look every ${record.interval.toFixed(1)} s)\n`,
    ...record.unseen.map(({ what, why }) => `${visible(`not seen: ${what}: ${why}`)}\n`),
    ...unpredicted.map((one) => `${visible(`not predicted: ${seenText(one)}`)}\n`),
  ];
}

/** The option of the JSON by which each pair has what was seen of it; empty without a record. */
export function seenOption(facts: HostFacts): Pick<ReachJsonOptions, 'seen'> {
  if (observedOn(facts) === null) return {};
  return { seen: (from, to) => seenBetween(facts, from, to) ?? { connections: [], watched: 0 } };
}
