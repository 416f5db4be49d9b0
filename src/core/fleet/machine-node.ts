// A machine as connections between machines meet it: its places on networks, its routes, its own addresses, and the paths through its firewall.

import { isLoopbackAddress } from '../compose/bind-addresses.ts';
import type { Service, Tri } from '../compose/topology.ts';
import type { HostFacts } from '../host/host-facts.ts';
import type { Bridge } from '../machine/docker/bridges.ts';
import { parseAddress } from '../machine/firewall/addresses.ts';
import type { Machine, Route } from '../machine/machine.ts';
import type { MachinePaths } from '../machine/machine-paths.ts';
import { pathsOfReach } from '../machine/paths-of-reach.ts';
import { baseOf } from '../reach/compute-reach.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import { allFamilies, type Family } from '../reach/reach-model.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import type { FleetMachine } from './fleet.ts';
import { exactValue, type FleetAddress } from './fleet-address.ts';
import type { Swarm } from './swarm/swarm.ts';

/** A machine's place on a network. */
export interface Link {
  readonly network: string;
  readonly interface: string;
  readonly addresses: readonly FleetAddress[];
}

/** A published port, with the network stack that it leads to. */
export interface PublishedOn {
  readonly space: Namespace;
  readonly published: FamilyPort;
}

/** Published ports by host port; under null those of ranges, which are asked at every port that is not listed. */
type PublishedByPort = ReadonlyMap<number | null, readonly PublishedOn[]>;

function publishedByPort(node: MachineNode, family: Family): PublishedByPort {
  const base = node.base(family);
  const all = (base?.namespaces ?? []).flatMap((space) =>
    itemAt(base?.facts ?? [], space.index)
      .ports.published.filter((published) => node.mayPublish(published) !== false)
      .map((published) => ({ space, published })),
  );
  const isSingle = ({ published: { hostPort } }: PublishedOn): boolean => /^\d+$/.test(hostPort);
  const index = new Map<number | null, PublishedOn[]>([[null, all.filter((one) => !isSingle(one))]]);
  for (const { published } of all.filter(isSingle)) index.set(Number(published.hostPort), []);
  // In the order of the files, since the first that takes a port answers.
  for (const one of all)
    if (isSingle(one)) index.get(Number(one.published.hostPort))?.push(one);
    else for (const list of index.values()) if (list !== index.get(null)) list.push(one);
  return index;
}

/** True when the subnet of a bridge, which its gateway shows, holds an address. */
export function holdsAddress(
  { gateway, member }: Bridge,
  { value }: Pick<FleetAddress, 'family' | 'value'>,
): boolean {
  const [subnet] = member.within;
  if (exactValue(gateway) === null || !subnet) return false;
  return exactValue(gateway) === value || (subnet.first <= value && value <= subnet.last);
}

/** A machine between connections. */
export class MachineNode {
  readonly kind = 'machine';
  readonly name: string;
  readonly source: FleetMachine;
  readonly links: readonly Link[];
  /** Its routes, from the fleet's file and from its record; an interface of null is the one that leads to `via`. */
  readonly routes: readonly (Omit<Route, 'interface'> & { readonly interface: string | null })[];
  /** True when a record says what its firewall does. */
  readonly hasRecord: boolean;
  /** The swarm of which it is a node; null for another machine. */
  readonly swarm: Swarm | null;
  #facts: HostFacts | null | undefined;
  #paths: ((family: Family) => MachinePaths) | null = null;
  readonly #published = new Map<Family, PublishedByPort>();
  #own: ReadonlySet<string> | null = null;

  constructor(source: FleetMachine, swarm: Swarm | null = null) {
    this.source = source;
    this.swarm = source.stated.swarm ? swarm : null;
    this.name = source.stated.name;
    this.hasRecord = source.machine !== null && source.recorded !== false;
    this.routes = [
      ...source.stated.routes.map((route) => ({ ...route, interface: null })),
      ...(source.machine?.routes ?? []),
    ];
    this.links = [...source.stated.addresses].map(([network, addresses]) => ({
      network,
      interface: interfaceOf(source.machine, network, addresses),
      addresses,
    }));
  }

  /** The name in sentences: the machine of a project or host by itself is its host. */
  get title(): string {
    return this.name === '' ? 'the host' : this.name;
  }

  /** The facts of what it runs: of its own stacks, or of those of its swarm. */
  get facts(): HostFacts | null {
    if (this.#facts === undefined) this.#facts = this.swarm?.factsOn(this.source) ?? this.source.facts;
    return this.#facts;
  }

  /** The machine after which the services that it runs are named: the one in whose folder they lie. */
  get home(): string {
    return this.swarm?.home ?? this.name;
  }

  /** The services that are named after it, wherever they run. */
  get services(): readonly Service[] {
    return this.home === this.name ? (this.base('ipv4')?.services ?? []) : [];
  }

  /** True for a machine with addresses alone, of which nothing else was to be read. */
  get isOpaque(): boolean {
    return this.facts === null;
  }

  /** True when all that runs on the machine was read, so that it asks for nothing but what its files say. */
  get isRead(): boolean {
    return this.facts !== null && this.source.complete;
  }

  /** True for a port that each node of the swarm publishes, wherever its tasks run (SW18). */
  isIngress({ service, index }: Pick<FamilyPort, 'service' | 'index'>): boolean {
    if (this.swarm === null) return false;
    const ports = this.facts?.topology.services.get(service)?.ports ?? [];
    return ports.find((port) => port.index === index)?.mode !== 'host';
  }

  /** Returns whether this machine publishes a port of what it runs: in host mode only where a task is (SW19). */
  mayPublish(port: Pick<FamilyPort, 'service' | 'index'>): Tri {
    return this.swarm === null || this.isIngress(port) ? true : this.runs(port.service);
  }

  /** Returns whether a task of a service runs here. */
  runs(name: string): Tri {
    const service = this.facts?.topology.services.get(name);
    return service && this.swarm ? (this.swarm.nodesOf(service).get(this.name) ?? false) : true;
  }

  /** Returns the published ports of a family that may hold a host port, in the order of the files. */
  publishedOn(family: Family, port: number): readonly PublishedOn[] {
    const index = this.#published.get(family) ?? publishedByPort(this, family);
    this.#published.set(family, index);
    return index.get(port) ?? index.get(null) ?? [];
  }

  base(family: Family): ReachBase | null {
    const { facts } = this;
    return facts && baseOf(facts.reach, facts.topology, family);
  }

  /** Returns the paths through the machine's firewall; Docker's rules alone where no record says more. Null for an opaque machine. */
  paths(family: Family): MachinePaths | null {
    const { facts } = this;
    const { machine } = this.source;
    this.#paths ??= facts && pathsOfReach(facts.reach, facts.topology, machine);
    return this.#paths?.(family) ?? null;
  }

  /** True for an address of the machine itself, on any of its interfaces. */
  isOwn(address: FleetAddress): boolean {
    const { family, value } = address;
    this.#own ??= this.#ownAddresses();
    return isLoopbackAddress(address.text) || this.#own.has(`${family} ${value}`);
  }

  #ownAddresses(): ReadonlySet<string> {
    const own = new Set<string>();
    for (const { addresses } of this.links)
      for (const { family, value } of addresses) own.add(`${family} ${value}`);
    for (const { family, address } of this.source.machine?.addresses ?? [])
      own.add(`${family} ${parseAddress(address, family)}`);
    for (const family of allFamilies)
      for (const { gateway, isKnown } of this.paths(family)?.bridges.values() ?? []) {
        const value = exactValue(gateway);
        if (isKnown && value !== null) own.add(`${family} ${value}`);
      }
    return own;
  }

  /** Returns the bridge whose subnet holds an address; null for an address elsewhere, and where subnets are not known. */
  bridgeHolding({ family, value }: FleetAddress): Bridge | null {
    for (const bridge of this.paths(family)?.bridges.values() ?? []) {
      if (bridge.isKnown && holdsAddress(bridge, { family, value })) return bridge;
    }
    return null;
  }

  /** True when the record says that what arrives on a link that the way back does not take is dropped. */
  get dropsAsymmetric(): boolean {
    return this.source.machine?.sysctl?.['net.ipv4.conf.all.rp_filter']?.trim() === '1';
  }
}

function interfaceOf(machine: Machine | null, network: string, addresses: readonly FleetAddress[]): string {
  const found = machine?.addresses?.find(({ address, family }) =>
    addresses.some((one) => one.family === family && one.value === parseAddress(address, family)),
  );
  return found?.interface ?? `<${network}>`;
}
