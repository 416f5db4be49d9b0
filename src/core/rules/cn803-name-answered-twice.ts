// CN803. Owns: a name that services of several stacks answer to, where somebody asks for it. Within one stack that is CN406.

import type { Report, Rule } from '../findings/finding.ts';
import { hostName, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { stackServiceOf } from '../host/stack-service.ts';
import { isRealPort, mentionsOf } from '../needs/find-references.ts';
import type { Path } from '../yaml/tree.ts';
import { fewNames } from './facts/host-networks.ts';
import { commonNetworks } from './facts/networks.ts';

/** A question of a container that services of several stacks answer. */
interface SharedName {
  readonly asker: string;
  readonly name: string;
  readonly holders: readonly string[];
  readonly network: string;
  /** True when a need depends on the name: the asker does not answer to it itself. */
  readonly needed: boolean;
  /** The service of the asker's own stack that is meant but never answers; null when it is among the holders. */
  readonly passedOver: string | null;
  readonly at: Path;
}

export const rule: Rule = {
  id: 'CN803',
  slug: 'name-answered-twice',
  title: 'Services of several stacks answer to one name on a shared network',
  why: 'The DNS of a network does not distinguish projects: it returns the addresses of all containers that hold the name, in any order. Now and then a client connects to the database of another stack, and sends its password and its writes there.',
  severity: 'warning',
  source: 'D2, D3 (measured across stacks)',
  *checkStacks(context) {
    const groups = new Map<string, SharedName[]>();
    for (const doubt of sharedNamesIn(context)) {
      const { stack } = splitHostName(doubt.asker);
      const key = JSON.stringify([stack, doubt.name, doubt.network]);
      const group = groups.get(key);
      if (group) group.push(doubt);
      else groups.set(key, [doubt]);
    }
    for (const [first, ...others] of groups.values()) if (first) yield report(context, [first, ...others]);
  },
};

function report({ reach }: HostFacts, group: readonly [SharedName, ...SharedName[]]): Report {
  const cause = group.find(({ needed }) => needed) ?? group[0];
  const { name, network, holders, passedOver, at } = cause;
  const consequence =
    passedOver === null
      ? ': which of them a connection gets is left to chance'
      : reach.pair(cause.asker, passedOver).networks.length === 0
        ? `, and not by ${passedOver}, with which it shares no network`
        : `, and ${passedOver} is never asked, since ${network} comes before the network that it is on`;
  const askers = [...new Set(group.map(({ asker }) => asker))];
  return {
    stack: splitHostName(cause.asker).stack,
    severity: cause.needed ? 'error' : 'warning',
    subjects: [cause.asker, ...holders.filter((holder) => holder !== cause.asker), `network:${network}`],
    message: `${name}, which ${fewNames(askers)} ${askers.length === 1 ? 'asks' : 'ask'} for, is answered on ${network} by ${fewNames(holders)}${consequence}. Give the intended service a unique alias, or detach from ${network} the services that do not need it.`,
    at,
    evidence: [network, name, ...holders],
    parts: holders.map((holder) => ['CN803', network, name, holder]),
  };
}

function* sharedNamesIn(context: HostFacts): Iterable<SharedName> {
  for (const asker of context.reach.services) {
    const asked = new Set<string>();
    for (const { name, meant, at } of questionsOf(context, asker)) {
      if (asked.has(name)) continue;
      asked.add(name);
      const holders = context.names.answers(asker, name);
      if (holders === 'unknown' || holders.length === 0) continue;
      const passedOver = meant === null || holders.includes(meant) ? null : meant;
      const stacks = new Set(holders.map((holder) => splitHostName(holder).stack));
      if (stacks.size < 2 && (passedOver === null || stacks.has(splitHostName(asker).stack))) continue;
      const [network] = commonNetworks(context, asker, ...holders);
      if (network === undefined) continue;
      yield { asker, name, holders, network, needed: !holders.includes(asker), passedOver, at };
    }
  }
}

interface Question {
  readonly name: string;
  /** The service of the same stack that is meant; null for none. */
  readonly meant: string | null;
  readonly at: Path;
}

/** Returns the names that a service asks for, as far as its files show them. */
function questionsOf(context: HostFacts, asker: string): readonly Question[] {
  const { names, topology, reach } = context;
  const found = stackServiceOf(context, asker);
  if (!found) return [];
  const { stack, service, facts } = found;
  // A recorded connection does not show the name that was looked up.
  const asked = facts.needs.from(service.name).filter(({ kind }) => kind !== 'observed');
  const questions: Question[] = asked.map(({ name, to, at }) => {
    const meant = hostName(stack, to);
    return { name: name.toLowerCase(), meant: reach.facts.has(meant) ? meant : null, at };
  });
  for (const { host, port, tagLike, at } of mentionsOf(service)) {
    const name = host.toLowerCase();
    const targets = tagLike ? names.answers(asker, name) : 'unknown';
    if (targets === 'unknown' || isRealPort(port, targets, topology))
      questions.push({ name, meant: null, at });
  }
  return questions;
}
