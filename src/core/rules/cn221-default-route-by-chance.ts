// CN221. Owns: services on several networks that lead out, on an Engine that picks one of the networks at each start.

import { nameList } from '../compose/name-list.ts';
import { keyPlace } from '../compose/places.ts';
import type { Rule } from '../findings/finding.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';

export const rule: Rule = {
  id: 'CN221',
  slug: 'default-route-by-chance',
  title: 'Which network gives the default route is up to chance',
  why: 'When several networks lead out, Podman may choose another one at each start for the default route and for published ports. Published ports obey the isolation of networks, so the services that reach them change too.',
  severity: 'info',
  source: 'PD5 (measured)',
  applies: ({ reach }) => engineBehaviour(reach.options).arbitraryGateway,
  concerns: ({ service, facts, networks }) => networks.length >= 2 && facts.owner === service.name,
  *checkService({ service, facts, networks }) {
    const keys = networks.filter(({ internal }) => internal !== true).map(({ name }) => name);
    if (keys.length < 2) return;
    const publishes = facts.published.some(({ reachableFrom }) => reachableFrom !== 'nowhere');
    const ports = publishes ? ', and so does the network behind its published ports' : '';
    yield {
      severity: publishes ? 'warning' : 'info',
      subjects: [service.name, ...keys.map((key) => `network:${key}`)],
      message: `${service.name} has ways out through ${nameList(keys)}: which one it takes changes from start to start${ports}. Keep only one network that is not internal.`,
      at: keyPlace(service, 'networks'),
      evidence: [...keys, ...(publishes ? ['publishes'] : [])],
      parts: [
        ...keys.map((key) => ['CN221', service.name, key]),
        ...(publishes ? [['CN221', service.name, 'publishes', '']] : []),
      ],
    };
  },
};
