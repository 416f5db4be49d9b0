// Published ports of a fleet as the rules name them, and the services behind them.

import type { Operation } from '../../compose/operations/operation.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { type FleetPort, portText } from '../../fleet/reach/fleet-port.ts';
import type { FleetNetwork } from '../../fleet/stated-fleet.ts';
import { splitHostName } from '../../host/host.ts';
import { portPath } from '../../reach/document-paths.ts';
import type { Path } from '../../yaml/tree.ts';

/** Returns the host port of a published port. */
export function hostPortText({ hostPort, protocol }: FleetPort): string {
  return portText(hostPort, protocol);
}

/** Returns the service of a machine by its name on the fleet; null where no file has it. */
export function serviceOnFleet({ fleet }: FleetFacts, name: string): Service | null {
  const at = name.indexOf('/');
  const facts = fleet.machines.get(name.slice(0, at))?.facts;
  return facts?.topology.services.get(name.slice(at + 1)) ?? null;
}

/** Returns the path of a published port in the joined topology of its machine. */
export function publishedPath({ machine, service, index }: FleetPort): Path {
  return portPath(service.slice(machine.length + 1), index);
}

/** Returns who may ask a machine from elsewhere: strangers of its networks, of those behind its routers and of the Internet, and other machines. */
export function askersOf({ connector: { map } }: FleetFacts, machine: string): readonly string[] {
  const strangers = [...map.networks.values()]
    .filter(({ kind }) => kind !== 'mesh')
    .flatMap(({ name }) => map.strangerOn(name)?.name ?? []);
  return [...strangers, ...[...map.machines.keys()].filter((name) => name !== machine)];
}

/** Returns the operation, on the stack of its service, that binds a published port to one address of its machine. */
export function bindOperation(
  { machine, service, hostPort, containerPort, protocol }: FleetPort,
  hostIp: string,
): Operation {
  return {
    type: 'bind',
    service: splitHostName(service.slice(machine.length + 1)).service,
    hostPort,
    containerPort: String(containerPort),
    hostIp,
    ...(protocol === 'udp' && { protocol }),
  };
}

/** Returns the fix that binds a published port to one address of its machine. */
export function bindFix(port: FleetPort, hostIp: string, title: string): Fix {
  const { machine, service } = port;
  const { stack } = splitHostName(service.slice(machine.length + 1));
  const operations = [bindOperation(port, hostIp)];
  return { title, safe: false, operations: [], fleet: [{ machine, stack, operations }] };
}

/** Returns the fixes that bind a port to one of the machine's addresses, on meshes first, other than on `network`. */
export function bindElsewhere(facts: FleetFacts, port: FleetPort, network: FleetNetwork): readonly Fix[] {
  const { map } = facts.connector;
  const links = map.machines.get(port.machine)?.links ?? [];
  const rank = (name: string): number => (map.networks.get(name)?.kind === 'mesh' ? 0 : 1);
  return [...links]
    .filter((link) => link.network !== network.name && map.networks.get(link.network)?.kind !== 'internet')
    .sort((a, b) => rank(a.network) - rank(b.network))
    .flatMap(({ network: name, addresses }) => {
      const address = addresses.find(({ family }) => family === 'ipv4');
      return address
        ? [
            bindFix(
              port,
              address.text,
              `Bind ${hostPortText(port)} to ${address.text}, its address on ${name}`,
            ),
          ]
        : [];
    });
}

/** Returns the path of a service, by its name on the fleet, in the joined topology of its machine. */
export function servicePathOf(service: string, machine: string): Path {
  return ['services', service.slice(machine.length + 1)];
}
