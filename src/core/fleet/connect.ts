// What one connection meets: from a service, a machine or a place to a port of a service, a machine or an address.

import { isLoopbackAddress } from '../compose/bind-addresses.ts';
import type { Service } from '../compose/topology.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { Endpoint, Segment } from '../reach/networks/segment.ts';
import type { Family } from '../reach/reach-model.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import { type ConnectAnswer, firstOf, inEveryCase, stoppedAt, unknownAt } from './answer.ts';
import { type AskedWords, readAsked } from './ask-words.ts';
import { type AskedPort, nameOn } from './at-machine.ts';
import { beyond, type OwnTarget } from './beyond.ts';
import type { Fleet } from './fleet.ts';
import { addressOfValue, exactValue, readAddress } from './fleet-address.ts';
import { holdsAddress, type MachineNode } from './machine-node.ts';
import {
  type FleetNode,
  type NetworkMap,
  networkMap,
  type StrangerNode,
  strangersAddress,
} from './network-map.ts';
import { atBridgeAddress, atOwnAddress, atOwnLoopback, atOwnService, type Here } from './own-machine.ts';
import { containerSender, exampleOf, hostSender, type Sender, strangerSender } from './sender.ts';
import { fromEachNode, taskNodesOf } from './swarm/task-answers.ts';

/** The reason why a question cannot be answered: a name that nobody has, or another form. */
export class ConnectError extends Error {}

/** Somebody who asks: a machine's host, a service, or anybody of a network that the file does not name. */
export type Asker =
  | { readonly kind: 'host'; readonly node: MachineNode; readonly name: string }
  | { readonly kind: 'service'; readonly node: MachineNode; readonly service: Service; readonly name: string }
  | { readonly kind: 'stranger'; readonly node: StrangerNode; readonly name: string };

/** Answers questions about connections on one fleet. */
export class Connector {
  /** The machines, routers and strangers of the fleet. */
  readonly map: NetworkMap;
  readonly #fleet: Fleet;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.map = networkMap(fleet);
  }

  /** Returns what a connection meets; throws a `ConnectError` for words that name nobody. */
  ask(from: string, to: string): ConnectAnswer {
    const asker = this.asker(from);
    const words = readAsked(to);
    if (!words)
      throw new ConnectError(
        `${to} is not of a known form. Write ADDRESS:PORT, [IPV6]:PORT, NAME:PORT, SERVICE@NETWORK:PORT or gateway@NETWORK:PORT, with /udp behind it where that is meant.`,
      );
    const { target, port, protocol } = words;
    switch (target.kind) {
      case 'address':
        return this.#toAddress(asker, { address: target.address, port, protocol });
      case 'gateway':
      case 'host-gateway':
        return this.#toGateway(asker, words);
      case 'name':
        return this.#toName(asker, words, target.name, target.network);
    }
  }

  /** Returns what a connection to an address meets; throws a `ConnectError` for a name that nobody has. */
  askAddress(from: string, asked: AskedPort): ConnectAnswer {
    return this.answer(this.asker(from), asked);
  }

  /** Returns what a connection of an asker to an address meets. */
  answer(from: Asker, asked: AskedPort): ConnectAnswer {
    return this.#toAddress(from, asked);
  }

  /**
   * Returns the one sender as which an asker leaves its machine or network; null where it does not leave, or where its default network is
   * not known.
   */
  senderOf(from: Asker, family: Family): Sender | null {
    if (this.nodesOf(from).some((node) => node !== from.node)) return null;
    if (from.kind === 'stranger') {
      const source = strangersAddress(this.map, from.node, family);
      return source && strangerSender(source);
    }
    const { space } = this.#here(from, family);
    const paths = from.node.paths(family);
    if (!space || !paths) return hostSender(paths, family);
    const [gateway, ...others] = paths.gatewaysOf(space);
    const bridge = gateway && others.length === 0 ? paths.bridges.get(gateway.segment.index) : null;
    return space.kind === 'networks' && bridge?.isKnown
      ? containerSender(paths, space, bridge, family)
      : null;
  }

  /** Returns where an asker may be: each node of a swarm on which its tasks may run (SW19), else the one machine or place. */
  nodesOf(from: Asker): readonly FleetNode[] {
    if (from.kind !== 'service' || from.node.swarm === null) return [from.node];
    return taskNodesOf(this.map, from);
  }

  /** Returns a key of the network stack of an asker on its machine. */
  stackOf(from: Asker, family: Family): string {
    return from.kind === 'stranger' ? from.name : `stack ${this.#here(from, family).space?.index ?? 'host'}`;
  }

  /** Returns who has a name; throws a `ConnectError` for a name that nobody has. */
  asker(name: string): Asker {
    const service = this.#service(name);
    if (service) return { kind: 'service', ...service, name };
    const node = this.map.machines.get(name) ?? (name === 'host' ? this.#only() : null);
    if (node) return { kind: 'host', node, name };
    for (const network of this.map.networks.values()) {
      const isMeant =
        network.kind === 'internet'
          ? name === 'internet'
          : network.kind === 'lan' &&
            (name === `lan:${network.name}` || (name === 'lan' && this.#only() !== null));
      const stranger = isMeant ? this.map.strangerOn(network.name) : null;
      if (stranger) return { kind: 'stranger', node: stranger, name };
    }
    const forms =
      this.#only() === null
        ? 'MACHINE/STACK/SERVICE, MACHINE, lan:NETWORK or internet'
        : 'a service, host, lan or internet';
    throw new ConnectError(`${name} is no service, machine or place here. Write ${forms}.`);
  }

  /** Returns the machine of a project or host by itself. */
  #only(): MachineNode | null {
    return this.map.machines.get('') ?? null;
  }

  #service(name: string): OwnTarget | null {
    const only = this.#only();
    const slash = only ? -1 : name.indexOf('/');
    const node = only ?? this.map.machines.get(name.slice(0, Math.max(slash, 0)));
    const base = node?.base('ipv4');
    const index = base?.indexes.get(name.slice(slash + 1));
    return node && base && index !== undefined ? { node, service: itemAt(base.services, index) } : null;
  }

  /** Returns where a service is on its machine; null for a machine and for a service on its network. */
  #here(from: Extract<Asker, { kind: 'host' | 'service' }>, family: Family): Here {
    const { node, name } = from;
    const base = node.base(family);
    const index = from.kind === 'service' ? base?.indexes.get(from.service.name) : undefined;
    const space = base && index !== undefined ? itemAt(base.namespaceOf, index) : null;
    return { node, name, space: space?.kind === 'host' ? null : space };
  }

  #toAddress(from: Asker, asked: AskedPort, target: OwnTarget | null = null): ConnectAnswer {
    if (from.kind !== 'service' || from.node.swarm === null) return this.#fromOne(from, asked, target);
    return fromEachNode(
      from.name,
      taskNodesOf(this.map, from).map((node) => ({
        node: node.name,
        answer: this.#fromOne({ ...from, node }, asked, target),
      })),
    );
  }

  /** Returns what a connection to an address meets from the one machine or place of the asker. */
  #fromOne(from: Asker, asked: AskedPort, target: OwnTarget | null): ConnectAnswer {
    const { family } = asked.address;
    if (from.kind === 'stranger') {
      const source = strangersAddress(this.map, from.node, family);
      return source
        ? beyond(this.map, from.node, asked, strangerSender(source), target)
        : stoppedAt(from.name, 'FL3', `${from.name} has no address of this family`);
    }
    const here = this.#here(from, family);
    const { node, space } = here;
    const paths = node.paths(family);
    if (target && (node.isOwn(asked.address) || node.bridgeHolding(asked.address)))
      return stoppedAt(from.name, 'FL24', `${asked.address.text} is an address of ${node.title} itself`);
    if (!space || !paths) {
      if (node.isOwn(asked.address)) return atOwnAddress(here, asked, null);
      if (node.bridgeHolding(asked.address)) return atBridgeAddress(here, asked);
      return beyond(this.map, node, asked, hostSender(paths, family), target);
    }
    if (space.kind === 'none') return stoppedAt(from.name, 'FL3', `${from.name} has no network`);
    if (space.kind === 'unknown')
      return unknownAt(from.name, 'G1', `the network stack of ${from.name} is not in these files`);
    if (isLoopbackAddress(asked.address.text)) return atOwnLoopback({ ...here, space }, asked);
    const attached = space.endpoints.find(({ segment }) => {
      const bridge = paths.bridges.get(segment.index);
      return bridge !== undefined && holdsAddress(bridge, asked.address);
    });
    if (attached)
      return node.isOwn(asked.address) ? atOwnAddress(here, asked, attached) : atBridgeAddress(here, asked);
    return inEveryCase(
      from.name,
      paths.gatewaysOf(space).map((gateway): ConnectAnswer => {
        if (!gateway) return stoppedAt(from.name, 'FL3', `${from.name} has no way out`);
        if (node.isOwn(asked.address)) return atOwnAddress(here, asked, gateway);
        if (node.bridgeHolding(asked.address)) return atBridgeAddress(here, asked);
        const bridge = paths.bridges.get(gateway.segment.index);
        return bridge?.isKnown
          ? beyond(this.map, node, asked, containerSender(paths, space, bridge, family), target)
          : unknownAt(from.name, 'G1', `the default network of ${from.name} is not made by these files`);
      }),
    );
  }

  #toGateway(from: Asker, { target, port, protocol, family }: AskedWords): ConnectAnswer {
    if (from.kind === 'stranger') throw new ConnectError(`${from.name} is on no network of Docker.`);
    const asked: Family = family ?? 'ipv4';
    for (const bridge of from.node.paths(asked)?.bridges.values() ?? []) {
      const isMeant =
        target.kind === 'host-gateway'
          ? bridge.interface === 'docker0'
          : target.kind === 'gateway' && isOnNetwork(bridge.segment, null, target.network);
      const value = exactValue(bridge.gateway);
      if (isMeant && value !== null)
        return this.#toAddress(from, { address: addressOfValue(value, asked), port, protocol });
    }
    const known = from.node.source.machine?.addresses?.find(
      ({ interface: name, family: of }) =>
        target.kind === 'host-gateway' && name === 'docker0' && of === asked,
    );
    const address = known && readAddress(known.address);
    if (address) return this.#toAddress(from, { address, port, protocol });
    return unknownAt(from.name, 'H1', 'no file and no record states the address of that gateway');
  }

  #toName(from: Asker, words: AskedWords, name: string, network: string | null): ConnectAnswer {
    const { port, protocol, family } = words;
    const target = (from.kind === 'service' ? this.#neighbour(from, name) : null) ?? this.#service(name);
    if (target) return this.#toService(from, target, network, { port, protocol, family: family ?? 'ipv4' });
    const to = this.#fleet.file.names.get(name) ?? name;
    const node = this.map.machines.get(to) ?? this.map.routers.find((router) => router.name === to);
    if (!node) throw new ConnectError(`${name} is no service, no machine and no name here.`);
    const answers = node.links
      .flatMap(({ addresses }) => addresses)
      .filter((one) => family === null || one.family === family)
      .map((address) => this.#toAddress(from, { address, port, protocol }));
    return firstOf(answers) ?? unknownAt(from.name, 'FL1', `no address of ${name} is stated`);
  }

  /** Returns the service that the asker's own stack calls by a short name. */
  #neighbour({ node, service }: Extract<Asker, { kind: 'service' }>, name: string): OwnTarget | null {
    const stack = service.name.slice(0, service.name.indexOf('/') + 1);
    const base = node.base('ipv4');
    const index = base?.indexes.get(`${stack}${name}`);
    return base && index !== undefined ? { node, service: itemAt(base.services, index) } : null;
  }

  /** Returns what a connection to a service's own address meets. */
  #toService(
    from: Asker,
    target: OwnTarget,
    network: string | null,
    { port, protocol, family }: Pick<AskedPort, 'port' | 'protocol'> & { readonly family: Family },
  ): ConnectAnswer {
    const { node, service } = target;
    const [base, paths] = [node.base(family), node.paths(family)];
    if (!base || !paths) return unknownAt(from.name, 'G1', `nothing is known of ${node.title}`);
    const space = itemAt(base.namespaceOf, base.indexes.get(service.name) ?? -1);
    const places = placesOn(space, service, network);
    if (network !== null && space.kind === 'networks' && places.length === 0) {
      const own = space.endpoints.map(({ key }) => key).join(', ');
      throw new ConnectError(`${service.name} is on no network ${network}. Its networks are ${own}.`);
    }
    const own = { port, protocol, family };
    if (node.swarm !== null && !(from.kind === 'service' && from.node === node))
      return this.#toTask(from, target, places, own);
    if (from.kind !== 'stranger' && from.node === node)
      return atOwnService(this.#here(from, family), service, places, own);
    if (space.kind === 'host')
      return this.#toName(
        from,
        { target: { kind: 'name', name: node.name, network: null }, port, protocol, family },
        node.name,
        null,
      );
    const answers = places.map(({ segment }): ConnectAnswer => {
      const bridge = paths.bridges.get(segment.index);
      if (segment.present === false)
        return stoppedAt(from.name, 'FL13', `${service.name} has no address of this family there`);
      const example = bridge?.isKnown ? exampleOf(paths.addressOf(space, bridge), family) : null;
      if (!example)
        return unknownAt(from.name, 'FL13', `the subnet of ${segment.keys.join(', ')} is not stated`);
      return this.#toAddress(from, { address: example.example, port, protocol }, target);
    });
    return firstOf(answers) ?? stoppedAt(from.name, 'FL13', `${service.name} has no address of its own`);
  }

  /** Returns what a connection from outside of a swarm to a task's own address meets: an answer on the task's node alone (SW19). */
  #toTask(
    from: Asker,
    { node, service }: OwnTarget,
    places: readonly Endpoint[],
    asked: Pick<AskedPort, 'port' | 'protocol'> & { readonly family: Family },
  ): ConnectAnswer {
    const by = nameOn(node, service.name);
    const runs =
      from.node.kind === 'machine' && from.node.swarm === node.swarm && from.node.runs(service.name);
    if (from.kind === 'stranger' || runs === false)
      return stoppedAt(
        from.name,
        'SW1',
        `nobody but services of its overlays gets to ${by} at its own address`,
      );
    const there = atOwnService(this.#here(from, asked.family), service, places, asked);
    return runs === true || there.answer === false
      ? there
      : unknownAt(from.name, 'SW19', `whether a task of ${by} runs on ${from.node.title} is not stated`);
  }
}

function isOnNetwork({ dockerName, keys }: Segment, key: string | null, network: string | null): boolean {
  return network === null || key === network || dockerName === network || keys.includes(network);
}

/** Returns where a service is on a network, which may be named as its own stack names it; on all of its networks for null. */
function placesOn(space: Namespace, service: Service, network: string | null): readonly Endpoint[] {
  const stack = service.name.slice(0, Math.max(0, service.name.indexOf('/')));
  return space.endpoints.filter(
    ({ segment, key }) =>
      isOnNetwork(segment, key, network) ||
      (stack !== '' && isOnNetwork(segment, key, `${stack}_${network}`)),
  );
}
