// Who gets to what machines offer each other: each published port from each network, and pairs of services across machines.

import { isLoopbackAddress } from '../../compose/bind-addresses.ts';
import type { Tri } from '../../compose/topology.ts';
import { itemAt } from '../../reach/rows/item-at.ts';
import { either } from '../../reach/rows/tri.ts';
import type { SeenAs } from '../../ways-in/model.ts';
import { nameOn } from '../at-machine.ts';
import type { Connector } from '../connect.ts';
import type { MachineNode } from '../machine-node.ts';
import { type FleetPlace, type FleetPort, fleetPorts } from './fleet-port.ts';
import { WayClasses } from './way-classes.ts';

/** A port of another machine at one address, as one asker meets it. */
export interface FleetWay {
  readonly port: FleetPort;
  readonly place: FleetPlace;
  /** The service that publishes the port, or one that shares its network stack, answers. */
  readonly answer: Tri;
  readonly seen: SeenAs | null;
}

/** How a service gets to one of another machine. */
export interface Reached {
  readonly viaMachine: Tri;
  /** The places at which an answer is not ruled out. */
  readonly at: readonly FleetWay[];
}

/** A service, and one of another machine that it may get to. */
export interface FleetPair extends Reached {
  readonly from: string;
  readonly to: string;
}

/** The services of other machines that one service may get to, by name. */
export type ReachedServices = ReadonlyMap<string, Reached>;

export class FleetReach {
  readonly connector: Connector;
  readonly ports: readonly FleetPort[];
  readonly #classes: WayClasses;
  /** The key of all that askers of a kind meet, and the services of other machines that askers of one key get to. */
  readonly #keys = new Map<string, string>();
  readonly #reached = new Map<string, ReachedServices>();
  readonly #portsByService: ReadonlyMap<string, readonly FleetPort[]>;
  readonly #stacksOfService: ReadonlyMap<string, string>;

  constructor(connector: Connector) {
    this.connector = connector;
    this.#classes = new WayClasses(connector);
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
    if (port.places.length === 0) return isBoundInside(port) ? false : 'unknown';
    return some(this.metFrom(network, port).map(({ answer }) => answer));
  }

  /**
   * Returns what a network meets at the places of a port: any machine of a LAN or of the Internet, by the stranger there, and each other
   * machine of a mesh.
   */
  metFrom(network: string, port: FleetPort): readonly (FleetWay & { readonly asker: string })[] {
    const { map } = this.connector;
    const isMesh = map.networks.get(network)?.kind === 'mesh';
    const askers = isMesh
      ? [...map.machines.values()].filter(
          ({ name, links }) => name !== port.machine && links.some((link) => link.network === network),
        )
      : [map.strangerOn(network)].filter((stranger) => stranger !== null);
    return askers.flatMap(({ name: asker }) =>
      port.places
        .filter((place) => !isMesh || place.network === network)
        .map((place) => ({ asker, ...this.ask(asker, port, place) })),
    );
  }

  /** Returns what an asker, a service, machine, `lan:NETWORK` or `internet`, meets at one place of a port. */
  ask(from: string, port: FleetPort, place: FleetPlace): FleetWay {
    const { answer, by, seen } = this.#classes.ask(from, place);
    if (by === null) return { port, place, answer: answer === 'unknown' ? answer : false, seen: null };
    const isMeant = this.sharesStack(by, port.service);
    return { port, place, answer: isMeant ? answer : false, seen: isMeant ? seen : null };
  }

  /** True when two services have one network stack. */
  sharesStack(one: string, other: string): boolean {
    return this.#stacksOfService.get(one) === this.#stacksOfService.get(other);
  }

  /** Returns how an asker gets to a service of another machine; null where nothing joins them. */
  pair(from: string, to: string): FleetPair | null {
    const reached = this.#reachedAt(from, this.portsOf(to));
    return reached && { from, to, ...reached };
  }

  /** Returns the services of other machines that a service may get to, in the order of the fleet's file; the same map where they are the same. */
  reachedFrom(from: string): ReachedServices {
    const machine = this.connector.asker(from).node.name;
    const kind = this.#classes.kindOf(from);
    const key = this.#keys.get(kind) ?? this.#classes.keyOf(from, () => this.#placesBeyond(machine));
    const known = key === null ? undefined : this.#reached.get(key);
    if (known) return known;
    const found = new Map<string, Reached>();
    for (const [to, ports] of this.#portsByService) {
      const reached = ports[0]?.machine === machine ? null : this.#reachedAt(from, ports);
      if (reached) found.set(to, reached);
    }
    if (key !== null) {
      this.#keys.set(kind, key);
      this.#reached.set(key, found);
    }
    return found;
  }

  /** Yields the pairs of services on different machines that something joins, in the order of the fleet's file. */
  *pairs(): Generator<FleetPair> {
    for (const node of this.connector.map.machines.values())
      for (const { name } of node.services) {
        const from = nameOn(node, name);
        for (const [to, reached] of this.reachedFrom(from)) yield { from, to, ...reached };
      }
  }

  #reachedAt(from: string, ports: readonly FleetPort[]): Reached | null {
    const at = ports
      .flatMap((port) => port.places.map((place) => this.ask(from, port, place)))
      .filter(({ answer }) => answer !== false);
    return at.length === 0 ? null : { viaMachine: some(at.map(({ answer }) => answer)), at };
  }

  /** Returns the places of the ports of all machines but one. */
  #placesBeyond(machine: string): readonly FleetPlace[] {
    return this.ports.flatMap((port) => (port.machine === machine ? [] : port.places));
  }
}

/** True for a port that is bound to loopback, which no other machine reaches (FL12). */
function isBoundInside({ hostIp, hostPort }: FleetPort): boolean {
  return hostPort !== '' && isLoopbackAddress(hostIp);
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
  return node.services.map(({ name }, index) => [
    nameOn(node, name),
    `${node.name}/${itemAt(base?.namespaceOf ?? [], index).index}`,
  ]);
}

const some = (answers: readonly Tri[]): Tri => answers.reduce(either, false);
