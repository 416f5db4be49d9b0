// Upstreams that proxies ask in plain text over a network that others share, after TLS has ended at the proxy.

import type { Fault } from '../../ways-in/faults.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import { sourcePlaceOf } from '../../ways-in/ways-context.ts';
import { nameOn } from '../at-machine.ts';
import { isOn } from '../network-map.ts';
import type { FleetNetwork } from '../stated-fleet.ts';
import type { FleetWays } from './fleet-ways.ts';
import { addressesNamed } from './other-machines.ts';

/** A server on a shared network that a proxy asks in plain text. */
export interface PlaintextUpstream {
  readonly machine: string;
  readonly proxy: string;
  /** The name or address of the server, and the machine or router that has it; null where the fleet's file names none. */
  readonly host: string;
  readonly to: string | null;
  readonly network: FleetNetwork;
  /** The fault of the proxy's configuration, with its words and its change. */
  readonly fault: Fault;
  readonly place: SourcePlace | null;
}

/**
 * Returns the upstreams in plain text on networks that others share. A mesh encrypts what crosses it, and what stays on the machine crosses
 * nothing; an address that is on none of the fleet's networks is left to the rules of a single machine.
 */
export function plaintextUpstreams(ways: FleetWays): readonly PlaintextUpstream[] {
  const { map } = ways.reach.connector;
  return [...ways.machines()].flatMap(([machine, { programs, context }]) =>
    programs.flatMap((program) =>
      program.faults().flatMap((fault): readonly PlaintextUpstream[] => {
        const host = fault.kind === 'tls-ends' ? fault.upstream : undefined;
        if (host === undefined) return [];
        const crossed = (addressesNamed(map, host) ?? []).map((address) => ({
          network: [...map.networks.values()].find((network) => isOn(network, address)),
          to: map.holderOf(address)?.node,
        }));
        // A name with several addresses may be asked over the mesh.
        const shared = crossed.every(({ network, to }) => network?.kind === 'lan' && to?.name !== machine);
        const [first] = crossed;
        if (!first?.network || !shared) return [];
        return [
          {
            ...{ machine, host, fault, network: first.network, to: first.to?.name ?? null },
            proxy: nameOn({ name: machine }, program.service),
            place: sourcePlaceOf(context, fault.declaredAt),
          },
        ];
      }),
    ),
  );
}
