// Who gets to what machines offer each other: each published port from each network, and pairs of services across machines.

import type { Tri } from '../../compose/topology.ts';
import { itemAt } from '../../reach/rows/item-at.ts';
import type { SeenAs } from '../answer.ts';
import { nameOn } from '../at-machine.ts';
import type { Connector } from '../connect.ts';
import type { MachineNode } from '../machine-node.ts';
import { type FleetPlace, type FleetPort, fleetPorts } from './fleet-port.ts';

/** A port of another machine at one address, as one asker meets it. */
export interface FleetWay {
  readonly port: FleetPort;
  readonly place: FleetPlace;
  /** The service that publishes the port, or one that shares its network stack, answers. */
  readonly answer: Tri;
  readonly seen: SeenAs | null;
}

/** A service, and one of another machine that it may get to. */
export interface FleetPair {
  readonly from: string;
  readonly to: string;
  readonly viaMachine: Tri;
  /** The places at which an answer is not ruled out. */
  readonly at: readonly FleetWay[];
}

export class FleetReach {
  readonly connector: Connector;
  readonly ports: readonly FleetPort[];
  readonly #portsByService: ReadonlyMap<string, readonly FleetPort[]>;
  readonly #stacksOfService: ReadonlyMap<string, string>;

  constructor(connector: Connector) {
    this.connector = connector;
    this.ports = fleetPorts(connector.map);
    this.#portsByService = byService(this.ports);
    this.#stacksOfService = networkStacks(connector);
  }

  /** Returns the ports that a service of a machine publishes. */
  portsOf(service: string): readonly FleetPort[] {
    return this.#portsByService.get(service) ?? [];
  }

  /** Returns whether a port answers a network: any machine of a LAN or of the Internet, some machine of a mesh. */
  answersNetwork(port: FleetPort, network: string): Tri {
    const { map } = this.connector;
    const isMesh = map.networks.get(network)?.kind === 'mesh';
    const askers = isMesh
      ? [...map.machines.values()].filter(
          ({ name, links }) => name !== port.machine && links.some((link) => link.network === network),
        )
      : [map.strangerOn(network)].filter((stranger) => stranger !== null);
    if (port.places.length === 0) return 'unknown';
    return some(
      askers.flatMap(({ name }) =>
        port.places
          .filter((place) => !isMesh || place.network === network)
          .map((place) => this.ask(name, port, place).answer),
      ),
    );
  }

  /** Returns what an asker, a service, machine, `lan:NETWORK` or `internet`, meets at one place of a port. */
  ask(from: string, port: FleetPort, place: FleetPlace): FleetWay {
    const { answer, by, seen } = this.connector.askAddress(from, place);
    const isMeant = by !== null && this.sharesStack(by, port.service);
    return { port, place, answer: isMeant ? answer : false, seen: isMeant ? seen : null };
  }

  /** True when two services have one network stack. */
  sharesStack(one: string, other: string): boolean {
    return this.#stacksOfService.get(one) === this.#stacksOfService.get(other);
  }

  /** Returns how an asker gets to a service of another machine; null where nothing joins them. */
  pair(from: string, to: string): FleetPair | null {
    const at = this.portsOf(to)
      .flatMap((port) => port.places.map((place) => this.ask(from, port, place)))
      .filter(({ answer }) => answer !== false);
    return at.length === 0 ? null : { from, to, viaMachine: some(at.map(({ answer }) => answer)), at };
  }

  /** Yields the pairs of services on different machines that something joins, in the order of the fleet's file. */
  *pairs(): Generator<FleetPair> {
    const { machines } = this.connector.map;
    for (const node of machines.values())
      for (const { name } of node.base('ipv4')?.services ?? [])
        for (const [to, [port]] of this.#portsByService) {
          const from = nameOn(node, name);
          const pair = port && port.machine !== node.name ? this.pair(from, to) : null;
          if (pair) yield pair;
        }
  }
}

function byService(ports: readonly FleetPort[]): ReadonlyMap<string, readonly FleetPort[]> {
  const groups = new Map<string, FleetPort[]>();
  for (const port of ports) {
    const group = groups.get(port.service);
    if (group) group.push(port);
    else groups.set(port.service, [port]);
  }
  return groups;
}

/** Returns a key of the network stack that each service has. */
function networkStacks({ map }: Connector): ReadonlyMap<string, string> {
  const stacks = new Map<string, string>();
  for (const node of map.machines.values()) for (const [name, key] of stacksOn(node)) stacks.set(name, key);
  return stacks;
}

function stacksOn(node: MachineNode): readonly (readonly [string, string])[] {
  const base = node.base('ipv4');
  return (base?.services ?? []).map(({ name }, index) => [
    nameOn(node, name),
    `${node.name}/${itemAt(base?.namespaceOf ?? [], index).index}`,
  ]);
}

function some(answers: readonly Tri[]): Tri {
  if (answers.includes(true)) return true;
  return answers.includes('unknown') ? 'unknown' : false;
}
