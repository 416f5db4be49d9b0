// The headline of a fleet, one sentence in parts: who answers the Internet, who answers other machines, what leads nowhere, what is not known.

import { plural } from '../../compose/numbers.ts';
import type { HeadlinePart } from '../host-headline.ts';
import { fleetAnswers, type PortAnswers } from './fleet-answers.ts';
import type { FleetPicture } from './fleet-picture.ts';

/** The most machines that are named; more are counted. */
const mostNames = 3;

/** Returns the parts of the sentence in their order; none for a fleet without services. */
export function fleetHeadline({ facts, routers, bands }: FleetPicture): readonly HeadlinePart[] {
  const answers = [...fleetAnswers(facts).values()].flat();
  const total = bands.reduce((count, { services }) => count + services.length, 0);
  const part = (
    kind: HeadlinePart['kind'],
    members: readonly string[],
    text: string,
    stacks: readonly string[] = [],
  ): readonly HeadlinePart[] =>
    members.length + stacks.length === 0 ? [] : [{ kind, text, services: members, stacks }];
  const of = (test: (each: PortAnswers) => boolean): readonly string[] => [
    ...new Set(answers.filter(test).map(({ port }) => port.service)),
  ];
  const outside = of(({ internet }) => internet === true);
  const perhaps = of(({ internet }) => internet === 'unknown').filter((name) => !outside.includes(name));
  const inside = of(({ networks }) => [...networks.values()].includes(true)).filter(
    (name) => !outside.includes(name) && !perhaps.includes(name),
  );
  const unrecorded = [...facts.fleet.machines.values()].flatMap(({ stated, facts: own, machine }) =>
    own !== null && machine === null ? [stated.name] : [],
  );
  const lost = routers.flatMap(({ name, forwards }) =>
    forwards.filter(({ answers: answer }) => answer === false).map(() => name),
  );
  return [
    ...(total === 0
      ? []
      : [
          {
            ...{ kind: 'outside' as const, services: outside, stacks: [] },
            text: `${outside.length} of ${plural(total, 'container')} ${outside.length === 1 ? 'answers' : 'answer'} the Internet${perhaps.length === 0 ? '' : `, ${perhaps.length} may`}`,
          },
        ]),
    ...part(
      'flat',
      inside,
      `${inside.length} more ${inside.length === 1 ? 'answers' : 'answer'} other machines`,
    ),
    ...part(
      'unreadable',
      [],
      `${plural(lost.length, 'forward')} ${lost.length === 1 ? 'leads' : 'lead'} to nobody`,
      [...new Set(lost)],
    ),
    ...part(
      'unreadable',
      [],
      `without a record, the firewall of ${unrecorded.length > mostNames ? plural(unrecorded.length, 'machine') : unrecorded.join(', ')} is unknown`,
      unrecorded,
    ),
  ];
}
