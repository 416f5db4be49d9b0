// Who needs which published port of another machine: proxies whose upstreams lead there, and services whose texts name its address.

import { memoize } from '../../compose/memoize.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { FleetAddress } from '../fleet-address.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import { type FleetPlace, type FleetPort, isAskedAt } from '../reach/fleet-port.ts';
import { fleetUses } from './fleet-uses.ts';

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
  for (const { kind, from, addresses, port: asked, protocol, declaredAt: at } of fleetUses(facts)) {
    if (kind === 'forward') continue;
    const machine = from.slice(0, from.indexOf('/'));
    for (const { port, place } of placesAt(facts, machine, addresses, asked)) {
      if (kind === 'upstream' && place.protocol !== protocol) continue;
      const key = JSON.stringify([
        ...[from, port.service, port.index, port.hostPort],
        ...[place.address.text, place.port, place.protocol],
      ]);
      if (!found.has(key)) found.set(key, { port, place, from, machine, kind, at });
    }
  }
  return [...found.values()];
});

/**
 * Returns the places of published ports of other machines at some of the addresses and at a port (null: at any); a forward
 * of a router is a place, too.
 */
function* placesAt(
  { reach }: FleetFacts,
  machine: string,
  addresses: readonly FleetAddress[],
  asked: number | null,
): Generator<Pick<PortNeed, 'port' | 'place'>> {
  for (const port of reach.ports) {
    if (port.machine === machine) continue;
    for (const place of port.places) {
      const isThere = addresses.some(
        ({ family, value }) => family === place.address.family && value === place.address.value,
      );
      if (!isThere) continue;
      if (asked === null || (place.forward ? place.port === asked : isAskedAt(port, asked)))
        yield { port, place: asked === null ? place : { ...place, port: asked } };
    }
  }
}
