// The connections that stand for a pair of sides of a fleet: what `explain` asks about two names.

import type { Connector } from '../connect.ts';
import { addressOfValue } from '../fleet-address.ts';
import type { MachineNode } from '../machine-node.ts';
import { isPublic, type StrangerNode, strangersAddress } from '../network-map.ts';
import { type FleetPlace, placeText } from './fleet-port.ts';
import type { FleetReach } from './fleet-reach.ts';

/** The port that is asked of a machine or place that answers at every port, and the largest number of a machine's own listeners that are asked. */
const [anyPort, mostListeners] = [443, 5];

/** Returns the addresses and ports that stand for the side `to`, as `connect` takes them; [] where nothing of it can be asked. */
export function questionsAbout(reach: FleetReach, to: string): readonly string[] {
  const asked = reach.connector.asker(to);
  switch (asked.kind) {
    case 'service': {
      const places = reach.portsOf(to).flatMap((port) => port.places);
      return places.length > 0 ? places.map((place) => placeText(place)) : ownPorts(to, asked.service.expose);
    }
    case 'host':
      return atHost(asked.node);
    case 'stranger':
      return atStranger(reach.connector, asked.node);
  }
}

/** Returns a service's own address at the ports that it states; without any, at one. */
function ownPorts(service: string, expose: readonly string[]): readonly string[] {
  const ports = expose.flatMap((text) => /^\d+/.exec(text.trim())?.[0] ?? []);
  return (ports.length > 0 ? ports : ['80']).map((port) => `${service}:${port}`);
}

function atHost(node: MachineNode): readonly string[] {
  const { links, source } = node;
  const listeners = (source.machine?.listeners ?? []).filter(
    ({ protocol, port, address }) =>
      protocol.startsWith('tcp') &&
      !address.startsWith('127.') &&
      port > 0 &&
      node.publishedOn('ipv4', port).length === 0,
  );
  const ports = [...new Set(listeners.map(({ port }) => port))].slice(0, mostListeners);
  return links.flatMap(({ network, addresses }) =>
    addresses.flatMap((address) =>
      (ports.length > 0 ? ports : [anyPort]).map((port) => placeText(placeAt(network, address, port))),
    ),
  );
}

function atStranger({ map }: Connector, node: StrangerNode): readonly string[] {
  const source = strangersAddress(map, node, 'ipv4');
  if (!source) return [];
  const { value } = source.example;
  const address = addressOfValue(value, 'ipv4');
  return isPublic(address) || node.network.kind === 'lan'
    ? [placeText(placeAt(node.network.name, address, anyPort))]
    : [];
}

function placeAt(network: string, address: FleetPlace['address'], port: number): FleetPlace {
  return { address, network, port, protocol: 'tcp', forward: null };
}
