// CN402. Owns: URLs and host settings that name a service which is on no network of the container that uses them.

import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { Need } from '../needs/needs.ts';
import { namesByNetwork, unreachableReferences } from './facts/names-by-network.ts';
import { commonNetworks, isManaged } from './facts/networks.ts';
import { overrideAlone } from './facts/override-alone.ts';
import { references } from './facts/read-keys.ts';
import { connectFixes } from './fixes/connect-fixes.ts';

export const rule: Rule = {
  id: 'CN402',
  slug: 'reference-unreachable',
  title: 'A URL or host setting points at a service this container cannot reach',
  why: 'Names resolve per network. If the two share no network, the name is not found, or the query goes to an outside resolver, which may return a wrong answer.',
  severity: 'error',
  source: 'D2, D3, D9 (measured)',
  reads: references,
  *check(context) {
    if (overrideAlone(context) !== null) return;
    for (const { need, foreign } of unreachableReferences(context)) {
      const { from, to, name } = need;
      const guessed = foreign || need.certainty === 'inferred';
      const meant = name === to ? name : `${name} (${to})`;
      yield {
        severity: guessed ? 'warning' : 'error',
        certainty: guessed ? 'inferred' : 'certain',
        subjects: [from, to],
        message: `${from} refers to ${meant}, but no network of ${from} knows that name.`,
        at: need.at,
        fixes: nameFixes(context, need),
        evidence: [from, to, name],
      };
    }
  },
};

/** Returns the fix for a name: an alias when the two already share a network, else a common network on which the name is known. */
function nameFixes(context: RuleContext, { from, to, name }: Need): readonly Fix[] {
  const { topology, reach } = context;
  const target = topology.services.get(to);
  const user = reach.facts.get(from)?.owner;
  if (!target || !user) return [];
  const [shared] = commonNetworks(context, from, to);
  if (shared !== undefined && target.mode.kind === 'networks') {
    const operation = { type: 'alias' as const, service: to, network: shared, alias: name };
    return [{ title: `Add the alias ${name} on ${shared}`, safe: false, operations: [operation] }];
  }
  if ([target.name, target.containerName, target.hostname].includes(name)) {
    return connectFixes(context, from, to);
  }
  const known = target.attachments.find(({ network }) => namesByNetwork(context).get(network)?.has(name));
  if (!known || !isManaged(topology.networks.get(known.network))) return [];
  const operation = { type: 'attach' as const, service: user, network: known.network };
  return [{ title: `Attach ${user} to ${known.network}`, safe: false, operations: [operation] }];
}
