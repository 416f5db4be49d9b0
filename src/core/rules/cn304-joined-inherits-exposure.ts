// CN304. Owns: networks and ports that a service inherits with the namespace it joins. An owner on the host's network is CN303.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { portText } from './facts/publishes.ts';

export const rule: Rule = {
  id: 'CN304',
  slug: 'joined-inherits-exposure',
  title: "Joined container inherits its owner's networks and published ports",
  why: 'Services in one network namespace share addresses, networks, published ports and 127.0.0.1. A listener on the loopback of one answers the other, and every neighbour of one is a neighbour of both.',
  severity: 'info',
  raisedIn: ['strict'],
  source: 'C1, A9 (measured)',
  *check(context) {
    for (const [name, { facts, owner, tier }] of context.checked) {
      if (facts.isolation !== 'joined' || !owner || owner.mode.kind === 'host') continue;
      const ownerTier = context.tiers.of(owner.name);
      const ports = [
        ...new Set(facts.published.filter((port) => port.reachableFrom !== 'nowhere').map(portText)),
      ];
      const mixed = tier === 'data' && ownerTier !== 'data';
      const networks = facts.networks.length === 0 ? 'no network' : nameList(facts.networks);
      yield {
        severity: mixed ? 'warning' : 'info',
        certainty: mixed ? 'inferred' : 'certain',
        subjects: [name, owner.name],
        message: `${name} shares ${owner.name}'s network namespace (${networks}, ${ports.length === 0 ? 'no published port' : `published ports ${nameList(ports)}`}): services there reach it at 127.0.0.1.`,
        at: ['services', name, 'network_mode'],
        evidence: [owner.name, ...(mixed ? ['tiers'] : [])],
        parts: [['CN304', name, owner.name], ...(mixed ? [['CN304', name, owner.name, 'tiers']] : [])],
        group: 'joined',
      };
    }
  },
};
