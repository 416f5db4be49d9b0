// What the intents of a machine's stacks let in at a published port: `exposed` lists it, `must` and `only` name a place beyond the host.

import { memoize } from '../../compose/memoize.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import type { FleetPort } from '../../fleet/reach/fleet-port.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { expectedIn, isListed } from '../../intents/check-exposed.ts';
import { membersOf } from '../../intents/intent.ts';
import { computeTiers } from '../../needs/tiers.ts';
import { isBeyondHost, lanPlace } from '../../reach/places.ts';
import { hostStatements } from '../host-statements.ts';

/** Somebody that an intent lets in at a port. */
export interface Intended {
  readonly place: 'everybody' | 'lan';
  readonly text: string;
}

const statementsOf = memoize((facts: HostFacts) => ({
  statements: hostStatements(facts),
  tiers: computeTiers(facts.topology, facts.reach),
}));

/** Returns whom intents let in at a port of a machine. */
export function intendedFor({ fleet }: FleetFacts, port: FleetPort): readonly Intended[] {
  const facts = fleet.machines.get(port.machine)?.facts;
  if (!facts) return [];
  const service = port.service.slice(port.machine.length + 1);
  const { statements, tiers } = statementsOf(facts);
  return statements.flatMap(({ intents }) => {
    const listed = expectedIn(intents) ?? [];
    const isExposed = isListed(listed, { service, port: port.hostPort, protocol: port.protocol });
    const named = intents.flatMap((intent): readonly Intended[] => {
      if (intent.kind !== 'must' && intent.kind !== 'only') return [];
      const { from } = intent;
      const to = 'to' in intent ? intent.to : intent.subjects;
      if (!membersOf(facts.reach, tiers, to).has(service)) return [];
      return [...membersOf(facts.reach, tiers, from).keys()]
        .filter(isBeyondHost)
        .map((place) => ({ place: place === lanPlace ? 'lan' : 'everybody', text: intent.text }));
    });
    return [...(isExposed ? [{ place: 'everybody', text: 'exposed' } as const] : []), ...named];
  });
}
