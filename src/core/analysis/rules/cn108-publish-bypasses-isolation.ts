// CN108. Owns: published ports that answer services of this file which share no network with the publisher.

import type { Rule, RuleContext } from '../finding.ts';
import { closePortFixes, openPublishes, portText } from './facts/publishes.ts';

export const cn108: Rule = {
  id: 'CN108',
  slug: 'publish-bypasses-isolation',
  title: 'Published port lets isolated services reach this one through the host address',
  why: 'A published port answers every container that has a way out, whatever its networks: it asks the host, and the host forwards. The wall that separate networks seem to build has a door in it.',
  severity: 'warning',
  source: 'X2, X5 (measured)',
  examples: {
    invalid: [
      'services:\n  worker:\n    image: example/worker:1\n    networks: [front]\n  admin:\n    image: example/admin:1\n    networks: [back]\n    ports:\n      - "8081:8081"\nnetworks:\n  front:\n  back:\n',
      'services:\n  worker:\n    image: example/worker:1\n    networks: [front]\n  db:\n    image: postgres:16\n    networks: [back]\n    ports: ["192.168.1.5:5432:5432"]\nnetworks:\n  front:\n  back:\n',
    ],
    valid: [
      'services:\n  worker:\n    image: example/worker:1\n    networks: [front]\n  admin:\n    image: example/admin:1\n    networks: [back]\n    ports:\n      - "127.0.0.1:8081:8081"\nnetworks:\n  front:\n  back:\n',
      'services:\n  worker:\n    image: example/worker:1\n    networks: [front]\n  admin:\n    image: example/admin:1\n    networks: [back]\n    ports: ["8081:8081"]\nnetworks:\n  front:\n    internal: true\n  back:\n',
      'services:\n  worker:\n    image: example/worker:1\n    networks: [n]\n  admin:\n    image: example/admin:1\n    networks: [n]\n    ports: ["8081:8081"]\nnetworks:\n  n:\n',
    ],
  },
  *check(context) {
    const { topology, tiers } = context;
    const groups = alikeServices(context);
    for (const name of context.reach.services) {
      const service = topology.services.get(name);
      const ports = openPublishes(context, name);
      const [first] = ports;
      if (!service || !first) continue;
      const strangers = strangersOf(context, groups, name);
      if (strangers.length === 0) continue;
      const edges = tiers.of(name) === 'data' ? strangers.filter((other) => tiers.of(other) === 'edge') : [];
      const guessed = edges.some((other) => !tiers.declared(other)) || !tiers.declared(name);
      const shown = strangers.slice(0, 5);
      const more = strangers.length > 5 ? ` and ${strangers.length - 5} more` : '';
      yield {
        severity: edges.length > 0 ? 'error' : 'warning',
        certainty: edges.length > 0 && guessed ? 'inferred' : 'certain',
        subjects: [name, ...strangers],
        message: `Without a shared network or a stated need, ${shown.join(', ')}${more} can reach the published port of ${name} through the host.`,
        at: ['services', name, 'ports', first.index],
        path: shown.map((from) => ({
          from,
          to: name,
          network: null,
          at: ['services', name, 'ports', first.index],
        })),
        fixes: closePortFixes(context, service, ports),
        evidence: ports.map(portText),
      };
    }
  },
};

/** Services alike in what decides whom they reach over the host, so that one answers for all. */
interface AlikeServices {
  readonly networks: readonly string[];
  readonly first: string;
  readonly members: string[];
}

function alikeServices({ reach }: RuleContext): readonly AlikeServices[] {
  const groups = new Map<string, AlikeServices>();
  for (const name of reach.services) {
    const facts = reach.facts.get(name);
    if (!facts) continue;
    const { networks, gateway, egress, egressNeedsRoute } = facts;
    const key = JSON.stringify([networks, gateway, egress, egressNeedsRoute]);
    const group = groups.get(key);
    if (group) group.members.push(name);
    else groups.set(key, { networks, first: name, members: [name] });
  }
  // Without a network there is nothing that a publish could go around.
  return [...groups.values()].filter(({ networks }) => networks.length > 0);
}

/** Services that reach `name` over the host only, without a shared network or a stated need. */
function strangersOf(
  { reach, needs }: RuleContext,
  groups: readonly AlikeServices[],
  name: string,
): readonly string[] {
  const networks = new Set(reach.facts.get(name)?.networks);
  const strangers: string[] = [];
  for (const group of groups) {
    if (group.networks.some((network) => networks.has(network))) continue;
    if (reach.viaHost(group.first, name) !== true || reach.direct(group.first, name) === true) continue;
    for (const member of group.members) if (!needs.has(member, name)) strangers.push(member);
  }
  return strangers;
}
