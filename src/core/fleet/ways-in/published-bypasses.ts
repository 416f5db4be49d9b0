// Bypasses of a login on a fleet: the port that a machine publishes answers a network without the login that a proxy asks for, mostly one on
// another machine.

import { containerRange, holdsPort } from '../../compose/project/ports/port-range.ts';
import { type Bypass, loginBefore, waysPastLogin } from '../../ways-in/ways/bypasses.ts';
import type { WayInto } from '../../ways-in/ways/ways-into.ts';
import { portPlace } from '../port-place.ts';
import { type FleetPlace, type FleetPort, placeText } from '../reach/fleet-port.ts';
import type { FleetNetwork } from '../stated-fleet.ts';
import type { FleetWays } from './fleet-ways.ts';

/** A published port that answers a network without a login. */
export interface PublishedBypass {
  /** The way with the login; its first machine is the one of the proxy. */
  readonly guarded: WayInto;
  /** The login: the deciding service, or else its kind. */
  readonly of: string;
  readonly port: FleetPort;
  /** The network that the port answers. */
  readonly network: FleetNetwork;
  /** The machines of a mesh that get in; empty where any machine of a LAN or of the Internet does. */
  readonly who: readonly string[];
  /** The addresses at which the port answers. */
  readonly at: readonly FleetPlace[];
  /** False when it is unknown whether anybody gets through. */
  readonly certain: boolean;
}

/** Returns the bypasses of logins across machines: one for each login, published port and network. */
export function bypassesAcrossMachines(ways: FleetWays): readonly PublishedBypass[] {
  const found = new Map<string, PublishedBypass>();
  for (const all of ways.all().into.values())
    for (const guarded of all) {
      if ((guarded.machines?.length ?? 0) < 2) continue;
      for (const bypass of publishedBypasses(ways, guarded)) {
        const { of, port, network } = bypass;
        const key = JSON.stringify([
          of,
          guarded.through,
          port.service,
          port.index,
          port.hostPort,
          network.name,
        ]);
        if (!found.has(key)) found.set(key, bypass);
      }
    }
  return [...found.values()];
}

/** Returns the published ports that lead to the service of a way past its login, by network; none for a way without a login. */
export function publishedBypasses(ways: FleetWays, guarded: WayInto): readonly PublishedBypass[] {
  const of = loginBefore(guarded);
  if (of === null) return [];
  const { map } = ways.reach.connector;
  return portsOf(ways, guarded).flatMap((port) =>
    [...map.networks.values()].flatMap((network) => answering(ways, guarded, of, port, network) ?? []),
  );
}

/** Returns the published ports that lead to the port of a service. */
function portsOf({ reach }: FleetWays, { service, port: inside }: WayInto): readonly FleetPort[] {
  return reach.ports.filter((port) => {
    if (port.protocol !== 'tcp' || !reach.sharesStack(port.service, service)) return false;
    return inside === null || holdsPort(containerRange(port), inside);
  });
}

function answering(
  { reach }: FleetWays,
  guarded: WayInto,
  of: string,
  port: FleetPort,
  network: FleetNetwork,
): PublishedBypass | null {
  const asking = guarded.machines?.[0];
  const met = reach
    .metFrom(network.name, port)
    .filter(({ asker, answer }) => answer !== false && asker !== asking);
  if (met.length === 0) return null;
  const certain = met.some(({ answer }) => answer === true);
  const counted = met.filter(({ answer }) => !certain || answer === true);
  return {
    ...{ guarded, of, port, network, certain },
    who: network.kind === 'mesh' ? [...new Set(counted.map(({ asker }) => asker))] : [],
    at: [...new Set(counted.map(({ place }) => place))],
  };
}

/** Returns the bypasses of a way's login as lists of names show them: ports by network, then other routes and tunnels. */
export function bypassesOfName(
  ways: FleetWays,
  guarded: WayInto,
  all: readonly WayInto[],
): readonly Bypass[] {
  const of = loginBefore(guarded);
  if (of === null) return [];
  const routes = all.filter(({ through }) => through.length > 0);
  const ports = publishedBypasses(ways, guarded).map(({ port, network, at, certain, who }): Bypass => {
    const node = ways.reach.connector.map.machines.get(port.machine);
    const [first] = at;
    return {
      ...{ of, zone: network.name, how: 'published', certain, who },
      at: first ? placeText(first) : `${port.hostIp}:${port.hostPort}`,
      fix: 'Bind the port to an address that only the proxy reaches, or remove it.',
      declaredAt: node
        ? portPlace(node, { ...port, service: port.service.slice(port.machine.length + 1) })
        : null,
    };
  });
  return [...ports, ...waysPastLogin(guarded, of, routes)];
}
