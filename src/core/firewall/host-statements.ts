// What the files of a host state, as the firewall of its machine is asked for it: the intents of `bulkhead.yaml` and those of each stack,
// all with names of the host.

import { hostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { type Intent, membersOf, type Subject } from '../intents/intent.ts';
import { readIntents } from '../intents/read-intents.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import { isPlace, placesByName } from '../reach/places.ts';
import { readHostIntents } from '../rules/host-file-findings.ts';
import type { Statements } from './closings.ts';

/** Returns the statements of the host's own file, then those of each stack in order. */
export function hostStatements(facts: HostFacts): readonly Statements[] {
  const { host, topology, analyses } = facts;
  const all = [...topology.services.keys()];
  const ownIntents = host.file ? readHostIntents(host.file, facts).list : [];
  return [
    { intents: ownIntents, services: all },
    ...host.stacks.flatMap((stack) => {
      const analysis = analyses.get(stack.id);
      if (!analysis) return [];
      const intents = readIntents(stack.workspace).list;
      return [
        {
          intents: intents.map((intent) => withHostNames(intent, stack.id, analysis)),
          services: all.filter((name) => name.startsWith(hostName(stack.id, ''))),
        },
      ];
    }),
  ];
}

/** Returns a stack's intent under the names of the host: networks and tiers become the services that they stand for. */
function withHostNames(intent: Intent, stack: string, { reach, tiers }: ProjectFacts): Intent {
  const subjects = (list: readonly Subject[]): readonly Subject[] =>
    [...membersOf(reach, tiers, list).keys()].map((name): Subject => {
      const word = [...placesByName].find(([, place]) => place === name)?.[0];
      return isPlace(name) && word !== undefined
        ? { kind: 'place', name: word }
        : { kind: 'service', name: hostName(stack, name) };
    });
  switch (intent.kind) {
    case 'never':
    case 'must':
      return { ...intent, from: subjects(intent.from), to: subjects(intent.to) };
    case 'out-only-through':
      return { ...intent, from: subjects(intent.from), through: subjects(intent.through) };
    case 'only-names':
      return { ...intent, from: subjects(intent.from) };
    case 'exposed':
      return {
        ...intent,
        ports: intent.ports.map((port) => ({ ...port, service: hostName(stack, port.service) })),
      };
    default:
      return { ...intent, subjects: subjects(intent.subjects) };
  }
}
