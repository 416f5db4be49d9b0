// What a model is expected to be after an operation, and whether it is: positions in the text and spelling do not count.

import { sameMeaning } from '../../../yaml/same-meaning.ts';
import type { Attachment, Network, Service, Topology } from '../../topology.ts';

/** The topology with one service changed. */
export function withService(topology: Topology, name: string, changes: Partial<Service>): Topology {
  const service = topology.services.get(name);
  if (!service) return topology;
  const services = new Map(topology.services).set(name, { ...service, ...changes });
  return { ...topology, services };
}

/** The topology with one network changed; an implicit one is declared by it. */
export function withNetwork(topology: Topology, name: string, changes: Partial<Network>): Topology {
  const network = topology.networks.get(name);
  if (!network) return topology;
  const networks = new Map(topology.networks).set(name, { ...network, origin: 'declared', ...changes });
  return { ...topology, networks };
}

/** A membership that says nothing but its network. */
export function plainAttachment(network: string): Attachment {
  return {
    network,
    membership: 'declared',
    aliases: [],
    ipv4: null,
    ipv6: null,
    gatewayPriority: 0,
    priority: 0,
    macAddress: null,
    linkLocalIps: [],
    interfaceName: null,
    driverOpts: [],
  };
}

/** The first name of a service or network that is not as expected; null when all are. */
export function firstDifference(expected: Topology, actual: Topology): string | null {
  const others = actual.services.values();
  for (const [name, service] of expected.services) {
    // Mostly the same services stand in the same order.
    if (others.next().value === service) continue;
    const other = actual.services.get(name);
    if (other !== service && (!other || serviceWord(other) !== serviceWord(service)))
      return `service ${name}`;
  }
  if (actual.services.size > expected.services.size) {
    for (const name of actual.services.keys()) if (!expected.services.has(name)) return `service ${name}`;
  }
  return firstNetworkDifference(expected, actual);
}

function firstNetworkDifference(expected: Topology, actual: Topology): string | null {
  for (const [name, network] of expected.networks) {
    if (network.origin !== 'declared') continue;
    const other = actual.networks.get(name);
    if (other !== network && (!other || networkWord(other) !== networkWord(network)))
      return `network ${name}`;
  }
  for (const [name, network] of actual.networks) {
    if (network.origin === 'declared' && expected.networks.get(name)?.origin !== 'declared')
      return `network ${name}`;
  }
  return null;
}

/**
 * The first service or network that says something else than before although the operation does not mean it; null for none.
 * The model knows only some keys: what shares a text with the changed one is compared in full.
 */
export function firstStray(before: Topology, expected: Topology, actual: Topology): string | null {
  const old = before.services.values();
  for (const [name, service] of actual.services) {
    if (old.next().value === service) continue;
    const known = before.services.get(name);
    if (!known || known === service || expected.services.get(name) !== known) continue;
    if (!sameMeaning(known.tree, service.tree)) return `service ${name}`;
  }
  for (const [name, network] of actual.networks) {
    const known = before.networks.get(name);
    if (!known || known === network || expected.networks.get(name) !== known) continue;
    if (!sameMeaning(known.tree, network.tree)) return `network ${name}`;
  }
  return null;
}

function serviceWord(service: Service): string {
  const { tree, unset, attachments, ports, environment, labels, sysctls, extraHosts, mounts, ...rest } =
    service;
  const pairs = [environment, labels, sysctls, extraHosts].map((list) =>
    list.map(({ key, value }) => [key, value]),
  );
  return JSON.stringify([
    rest,
    attachments.map(({ membership, ...fact }) => fact).sort((a, b) => (a.network < b.network ? -1 : 1)),
    ports.map((port) => [port.bindings, port.problem]),
    pairs,
    mounts.map(({ path, ...fact }) => fact),
  ]);
}

function networkWord(network: Network): string {
  const { tree, unset, driverOpts, ...rest } = network;
  return JSON.stringify([rest, [...driverOpts]]);
}
