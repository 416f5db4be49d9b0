// What the files of a host state, as the firewall of its machine is asked for it: the intents of `bulkhead.yaml` and those of each stack,
// all with names of the host.

import type { Statements } from '../firewall/wishes.ts';
import { type Intent, membersOf, type Subject } from '../intents/intent.ts';
import { readIntents } from '../intents/read-intents.ts';
import { isPlace, placeWords } from '../reach/places.ts';
import type { Analysis } from '../rules/analyze.ts';
import type { HostAnalysis } from './analyze-host.ts';
import { hostName } from './host.ts';
import { readHostIntents } from './intents/host-file-findings.ts';

/** The statements of the host's own file, then those of each stack in order. */
export function hostStatements({ host, joined, analyses }: HostAnalysis): readonly Statements[] {
  const all = [...joined.topology.services.keys()];
  const own = host.file ? readHostIntents(host.file, host, joined).list : [];
  return [
    { intents: own, services: all },
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

/** An intent of a stack: its networks and tiers are the services that they stand for there. */
function withHostNames(intent: Intent, stack: string, { reach, tiers }: Analysis): Intent {
  const subjects = (list: readonly Subject[]): readonly Subject[] =>
    [...membersOf(reach, tiers, list).keys()].map((name): Subject => {
      const word = [...placeWords].find(([, place]) => place === name)?.[0];
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
    case 'exposed':
      return {
        ...intent,
        ports: intent.ports.map((port) => ({ ...port, service: hostName(stack, port.service) })),
      };
    default:
      return { ...intent, subjects: subjects(intent.subjects) };
  }
}
