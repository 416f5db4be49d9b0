// Who may reach whom beside who was seen to: the lines below the tables of `reach`, and what its JSON says of a pair.

import { countText } from '../../compose/numbers.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { observedOn, seenBetween } from '../../host/host-observed.ts';
import { observedPairs } from '../../needs/observed-pairs.ts';
import { observedVerdict } from '../../needs/observed-verdict.ts';
import { connectionText } from '../../observed/seen-text.ts';
import { periodText } from '../../observed/watched-text.ts';
import { visible } from '../../quote/visible-text.ts';
import type { ReachJsonOptions } from './reach-json.ts';

/**
 * Returns lines on how many pairs are open, used and unseen, and on observed connections that the model does not allow; empty without a
 * record.
 */
export function observedLines(facts: HostFacts): readonly string[] {
  const record = observedOn(facts);
  if (record === null) return [];
  const { reach } = facts;
  const { seen, unseenCount } = observedPairs(reach, record.connections);
  const used = seen.filter(
    ({ from, to, state }) => state === 'used' && reach.facts.has(from) && reach.facts.has(to),
  ).length;
  const closed = record.connections.filter((connection) => observedVerdict(reach, connection) === 'closed');
  return [
    `\nopen pairs ${countText(used + unseenCount)}: ${countText(used)} used, ${countText(unseenCount)} not seen in ${periodText(record)} (a look every ${record.interval.toFixed(1)} s)\n`,
    ...record.unseen.map(({ what, why }) => `${visible(`not seen: ${what}: ${why}`)}\n`),
    ...closed.map((connection) => `${visible(`not predicted: ${connectionText(connection)}`)}\n`),
  ];
}

/** Returns the JSON option that adds observed connections to each pair; empty without a record. */
export function seenOption(facts: HostFacts): Pick<ReachJsonOptions, 'seen'> {
  if (observedOn(facts) === null) return {};
  return { seen: (from, to) => seenBetween(facts, from, to) ?? { connections: [], watched: 0 } };
}
