// Upstreams of proxies that no machine of a fleet answers: the address is no machine's, or that machine publishes no such port.

import type { FarConnection } from '../../ways-in/model.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { DeadRoute } from '../../ways-in/ways/ways-into.ts';
import { isAskedAt } from '../reach/fleet-port.ts';
import type { FleetReach } from '../reach/fleet-reach.ts';
import type { FleetWays } from './fleet-ways.ts';
import { addressesNamed } from './other-machines.ts';

/** An upstream that nobody answers. */
export interface UnansweredUpstream {
  /** The machine and the service of the proxy. */
  readonly machine: string;
  readonly proxy: string;
  /** The host name that leads to it; `*` for any. */
  readonly name: string;
  readonly far: FarConnection;
  /** No machine has the address; the machine publishes no such port there; or something between refuses the connection. */
  readonly why: 'no-machine' | 'no-port' | 'refused';
  /** The line of the route, or of the upstream where it is known. */
  readonly place: SourcePlace | null;
}

/** Returns the upstreams that nobody answers, each once. */
export function unansweredUpstreams(ways: FleetWays): readonly UnansweredUpstream[] {
  const found = new Map<string, UnansweredUpstream>();
  for (const route of ways.all().nowhere) {
    const { far, through, machines, host } = route;
    const proxy = through.at(-1);
    const why = far ? reasonOf(ways, far) : null;
    if (!far || why === null || proxy === undefined) continue;
    const key = JSON.stringify([proxy, far.host, far.port, far.protocol]);
    if (found.has(key)) continue;
    found.set(key, { machine: machines?.[0] ?? '', proxy, name: host, far, why, place: lineOf(route) });
  }
  return [...found.values()];
}

function reasonOf({ reach }: FleetWays, far: FarConnection): UnansweredUpstream['why'] | null {
  if (far.machine === null) return far.network === null && far.answer !== false ? null : 'no-machine';
  if (far.answer !== false) return null;
  return publishes(reach, far) ? 'refused' : 'no-port';
}

/** True when the machine publishes the port at the address, whoever gets to it. */
function publishes(
  { ports, connector }: FleetReach,
  { machine, host, port, protocol }: FarConnection,
): boolean {
  const asked = addressesNamed(connector.map, host) ?? [];
  return ports.some(
    (published) =>
      published.machine === machine &&
      published.protocol === protocol &&
      isAskedAt(published, port) &&
      published.places.some(({ address }) =>
        asked.some(({ family, value }) => family === address.family && value === address.value),
      ),
  );
}

/** Returns the line that names the upstream; that of the route where no step has one. */
function lineOf({ way, declaredAt }: DeadRoute): SourcePlace | null {
  const step = way.find(({ kind }) => kind === 'target');
  const at = step?.declaredAt ?? declaredAt;
  return at !== null && 'file' in at ? at : null;
}
