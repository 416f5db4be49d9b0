// Host names that proxies of several machines claim: which of them is asked depends on where the name leads.

import type { SourcePlace } from '../../ways-in/places.ts';
import type { DeadRoute, WayInto } from '../../ways-in/ways/ways-into.ts';
import type { FleetWays } from './fleet-ways.ts';

/** A proxy that answers to a host name. */
export interface NameClaim {
  readonly machine: string;
  readonly proxy: string;
  readonly place: SourcePlace | null;
}

/** A host name with the proxies of several machines that answer to it. */
export interface ContestedName {
  readonly host: string;
  /** One for each machine, in the order of the fleet's file. */
  readonly claims: readonly NameClaim[];
}

/** Returns the host names that machines claim independently: a proxy that asks the other one's machine for the name passes it on. */
export function contestedNames(ways: FleetWays): readonly ContestedName[] {
  const { into, nowhere } = ways.all();
  const routes: readonly (WayInto | DeadRoute)[] = [...[...into.values()].flat(), ...nowhere];
  const byHost = new Map<string, Map<string, NameClaim>>();
  const passesOn = new Set<string>();
  for (const { host, through, machines = [], declaredAt } of routes) {
    const [machine, to] = machines;
    const [proxy] = through;
    if (machine === undefined || proxy === undefined || host === '*' || host.startsWith('*.')) continue;
    if (to !== undefined) passesOn.add(JSON.stringify([host.toLowerCase(), machine, to]));
    const claims = byHost.get(host.toLowerCase()) ?? new Map<string, NameClaim>();
    byHost.set(host.toLowerCase(), claims);
    const place = declaredAt !== null && 'file' in declaredAt ? declaredAt : null;
    if (!claims.has(machine)) claims.set(machine, { machine, proxy, place });
  }
  return [...byHost].flatMap(([host, byMachine]) => {
    const all = [...byMachine.values()];
    const claims = all.filter(
      ({ machine }) => !all.some((other) => passesOn.has(JSON.stringify([host, other.machine, machine]))),
    );
    return claims.length > 1 ? [{ host, claims }] : [];
  });
}
