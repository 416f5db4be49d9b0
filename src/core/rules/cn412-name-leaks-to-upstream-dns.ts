// CN412. Owns: references to a service that is not there now, whose name the resolver of the host is asked for instead. Names on
// another network are CN402.

import type { Rule } from '../findings/finding.ts';
import { livesOnNetworks } from './facts/networks.ts';
import { references } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN412',
  slug: 'name-leaks-to-upstream-dns',
  title: 'Name of a service that is not running is asked of the upstream resolver',
  why: "Docker's DNS passes on what it does not know. A name whose service is off goes to the resolver of the host, and whoever runs that may answer, with an address of their own.",
  severity: 'info',
  source: 'D9 (measured)',
  reads: references,
  *check({ needs, reach, checked, topology }) {
    if (reach.services.length === topology.services.size) return;
    const seen = new Set<string>();
    for (const { kind, from, to, name, certainty, at } of needs.all) {
      if (kind !== 'reference' || certainty !== 'certain' || reach.facts.has(to)) continue;
      const user = checked.get(from);
      // What a provider stands for is not looked up by name.
      if (user?.facts.egress !== true || topology.services.get(to)?.isProvider) continue;
      const key = `${from}\n${name}`;
      if (!user.owner || !livesOnNetworks(user.owner) || seen.has(key)) continue;
      seen.add(key);
      yield {
        subjects: [from, to],
        message: `${from} refers to ${name}, which is off: the name is asked of the resolver of the host.`,
        at,
        evidence: [from, name],
        group: 'name-leak',
      };
    }
  },
};
