// Who needs which published port of another machine: proxies whose upstreams lead there, and services whose texts name its address.

import { memoize } from '../../compose/memoize.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import { sourcePlaceOf } from '../../ways-in/ways-context.ts';
import type { FleetAddress } from '../fleet-address.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import { type FleetPlace, type FleetPort, isAskedAt } from '../reach/fleet-port.ts';
import { addressesNamed } from '../ways-in/other-machines.ts';
import { fleetNeeds } from './fleet-needs.ts';

/** A service that needs a published port of another machine, at one of its places. */
export interface PortNeed {
  readonly port: FleetPort;
  readonly place: FleetPlace;
  /** The service that asks, as `MACHINE/STACK/SERVICE`, and its machine. */
  readonly from: string;
  readonly machine: string;
  /** A proxy passes requests on to the port, or a text of the service names it. */
  readonly kind: 'upstream' | 'mention';
  /** The line that says so; null where none is known. */
  readonly at: SourcePlace | null;
}

/** Returns the needs of published ports of other machines, each once. */
export const portNeeds = memoize((facts: FleetFacts): readonly PortNeed[] => {
  const found = new Map<string, PortNeed>();
  for (const need of [...upstreams(facts), ...mentions(facts)]) {
    const { port, place, from } = need;
    const key = JSON.stringify([
      ...[from, port.service, port.index, port.hostPort],
      ...[place.address.text, place.port, place.protocol],
    ]);
    if (!found.has(key)) found.set(key, need);
  }
  return [...found.values()];
});

function* upstreams(facts: FleetFacts): Generator<PortNeed> {
  const { into, nowhere } = facts.ways.all();
  for (const { far, through, machines, way, declaredAt } of [...[...into.values()].flat(), ...nowhere]) {
    const [from, machine] = [through.at(-1), machines?.[0]];
    if (!far || from === undefined || machine === undefined || far.machine === machine) continue;
    const line = way.find(({ kind }) => kind === 'target')?.declaredAt ?? declaredAt;
    const at = line !== null && 'file' in line ? line : null;
    const addresses = addressesNamed(facts.connector.map, far.host);
    const isMeant = ({ protocol }: FleetPlace): boolean => protocol === far.protocol;
    for (const found of placesAt(facts, machine, addresses, far.port))
      if (isMeant(found.place) && (addresses !== null || found.port.machine === far.machine))
        yield { ...found, from, machine, kind: 'upstream', at };
  }
}

function* mentions(facts: FleetFacts): Generator<PortNeed> {
  for (const { from, machine, address, port, at } of fleetNeeds(facts)) {
    const context = facts.ways.contextOf(machine);
    const line = context && sourcePlaceOf(context, { path: at });
    for (const found of placesAt(facts, machine, [address], port))
      yield { ...found, from, machine, kind: 'mention', at: line && 'file' in line ? line : null };
  }
}

/**
 * Returns the places of published ports of other machines at some of the addresses (null: at any) and at a port (null: at any); a forward
 * of a router is a place, too.
 */
function* placesAt(
  { reach }: FleetFacts,
  machine: string,
  addresses: readonly FleetAddress[] | null,
  asked: number | null,
): Generator<Pick<PortNeed, 'port' | 'place'>> {
  for (const port of reach.ports) {
    if (port.machine === machine) continue;
    for (const place of port.places) {
      const isThere =
        addresses === null ||
        addresses.some(
          ({ family, value }) => family === place.address.family && value === place.address.value,
        );
      if (!isThere) continue;
      if (asked === null || (place.forward ? place.port === asked : isAskedAt(port, asked)))
        yield { port, place: asked === null ? place : { ...place, port: asked } };
    }
  }
}
