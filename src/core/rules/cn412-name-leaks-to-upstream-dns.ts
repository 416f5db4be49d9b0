// CN412. Owns: references to a service that is not running, whose name goes to the host's resolver instead. Names on
// another network are CN402.

import type { Rule } from '../findings/finding.ts';
import { livesOnNetworks } from './facts/networks.ts';
import { references } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN412',
  slug: 'name-leaks-to-upstream-dns',
  title: 'Name of a service that is not running is asked of the upstream resolver',
  why: "Docker's DNS forwards the names that it does not know. The name of a service that is not running goes to the host's resolver, and whoever runs that resolver may answer with their own address.",
  severity: 'info',
  source: 'D9 (measured)',
  reads: references,
  *check({ needs, reach, checked, topology }) {
    if (reach.services.length === topology.services.size) return;
    const seen = new Set<string>();
    for (const { kind, from, to, name, certainty, at } of needs.all) {
      if (kind !== 'reference' || certainty !== 'certain' || reach.facts.has(to)) continue;
      const user = checked.get(from);
      // A provider's service is not looked up by name.
      if (user?.facts.egress !== true || topology.services.get(to)?.isProvider) continue;
      const key = `${from}\n${name}`;
      if (!user.owner || !livesOnNetworks(user.owner) || seen.has(key)) continue;
      seen.add(key);
      yield {
        subjects: [from, to],
        message: `${from} refers to ${name}, which is not running: the query goes to the host's resolver.`,
        at,
        evidence: [from, name],
        group: 'name-leak',
      };
    }
  },
};
