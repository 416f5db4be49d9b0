// Namespaces that no rule of a firewall, and no rule of Docker's, tells apart: pairs of such with the same networks in common have one answer.

import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../reach/networks/segment.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import type { Bridge } from './docker/bridges.ts';
import type { MachinePaths, ServicePort } from './machine-paths.ts';

/** Where a namespace is, as a text and as a number for it. */
interface Place {
  readonly text: string;
  readonly id: number;
}

/** The classes of namespaces under several sets of paths of one machine, in one address family. */
export class NamespaceClasses {
  readonly #base: ReachBase;
  readonly #paths: readonly MachinePaths[];
  readonly #places = new Map<Namespace, Place>();
  readonly #ids = new Map<string, number>();

  constructor(base: ReachBase, paths: readonly MachinePaths[]) {
    this.#base = base;
    this.#paths = paths;
  }

  /** Returns the class of a namespace as one that asks. */
  asks(space: Namespace): number {
    return this.#placed(space).id;
  }

  /** Returns the class of a namespace as one whose `ports` are asked. */
  answers(space: Namespace, ports: readonly ServicePort[]): number {
    const { published, unread } = itemAt(this.#base.facts, space.index).ports;
    const told = this.#paths.map((paths) => [
      ports.map((at) => [
        paths.classOfPort(at.port),
        at.protocol,
        publishedOn(paths, space, space.endpoints, at),
      ]),
      published.map(({ hostIp, protocol, reachableFrom, byProxy, hostPort, containerPort }) => [
        ...[hostIp, protocol, reachableFrom, byProxy],
        /^\d+$/.test(hostPort) ? paths.classOfPort(Number(hostPort)) : hostPort,
        paths.classOfPort(containerPort),
        byProxy && paths.ipv4 && proxiedTo(paths.ipv4, space, { port: containerPort, protocol }),
      ]),
    ]);
    return this.#id(`${this.#placed(space).text} ${JSON.stringify([told, unread.length])}`);
  }

  /** Returns where a namespace is: its networks as rules see them, and which of them may be the default route. */
  #placed(space: Namespace): Place {
    const known = this.#places.get(space);
    if (known) return known;
    const { endpoints, kind } = space;
    const { gateways } = itemAt(this.#base.facts, space.index);
    const text = JSON.stringify([
      kind,
      endpoints.map(({ segment: { present, toHost, fromHost } }) => [present, toHost, fromHost]),
      gateways.map((gateway) => endpoints.findIndex(({ segment }) => segment === gateway?.segment)),
      this.#paths.map((paths) =>
        bridgesOf(paths, endpoints).map((bridge) => bridge && toldOf(paths, space, bridge)),
      ),
    ]);
    const made = { text, id: this.#id(text) };
    this.#places.set(space, made);
    return made;
  }

  #id(text: string): number {
    const id = this.#ids.get(text) ?? this.#ids.size;
    this.#ids.set(text, id);
    return id;
  }
}

function bridgesOf(paths: MachinePaths, endpoints: readonly (Endpoint | null)[]): readonly (Bridge | null)[] {
  return endpoints.map((endpoint) => paths.bridges.get(endpoint?.segment.index ?? -1) ?? null);
}

function publishedOn(
  paths: MachinePaths,
  space: Namespace,
  endpoints: readonly (Endpoint | null)[],
  at: ServicePort,
): readonly (boolean | null)[] {
  return bridgesOf(paths, endpoints).map((bridge) => bridge && paths.publishes(space, bridge, at));
}

/** Returns how the proxy passes on to a container over the other family. */
function proxiedTo(paths: MachinePaths, space: Namespace, at: ServicePort): readonly unknown[] {
  const gateways = paths.gatewaysOf(space);
  return [
    gateways.map((gateway) => gateway !== null),
    bridgesOf(paths, gateways).map((bridge) => bridge && toldOf(paths, space, bridge)),
    publishedOn(paths, space, gateways, at),
    paths.classOfPort(at.port),
  ];
}

function toldOf(paths: MachinePaths, space: Namespace, bridge: Bridge): readonly unknown[] {
  return [
    paths.classOfInterface(bridge.interface),
    bridge.masquerade,
    bridge.isKnown,
    bridge.mode,
    paths.classOfAddress(bridge.gateway),
    paths.classOfAddress(paths.addressOf(space, bridge)),
  ];
}
