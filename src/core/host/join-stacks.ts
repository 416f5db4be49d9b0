// The active services of all stacks as one topology with real names: services by `STACK/SERVICE`, networks by their Docker
// names. Two networks of one Docker name are one network, whoever declares it (N1); the analyzer runs on it as on any other.

import { containersOf } from '../compose/containers-of.ts';
import { dockerNameOf, modeNetwork } from '../compose/docker-name-of.ts';
import { namespaceEnd } from '../compose/network-namespaces.ts';
import type { Network, NetworkMode, Service, Topology } from '../compose/topology.ts';
import { activeServices } from '../reach/namespaces/active-services.ts';
import { isUndecided } from '../reach/networks/bridge-traits.ts';
import { type Host, type HostNetwork, hostName, type Stack, standaloneStack } from './host.ts';

export interface JoinedStacks {
  /** The active services of all stacks, so every profile counts as on; for a project by itself, its own topology. */
  readonly topology: Topology;
  /** The networks by Docker name, in the order of the host. */
  readonly networks: ReadonlyMap<string, HostNetwork>;
  /** The Docker name of each network, by stack and key. */
  readonly dockerNames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The container names of each service, by `STACK/SERVICE` (D1). */
  readonly containers: ReadonlyMap<string, readonly string[]>;
}

/** One declaration of a network by a stack. */
interface Declaration {
  readonly stack: Stack;
  readonly network: Network;
}

interface Draft {
  readonly name: string;
  readonly declared: Declaration[];
  /** The active services that own a place on the network, by stack. */
  readonly members: Map<string, string[]>;
}

/**
 * Joins the stacks of `host`. Services that are unchanged since the last join stay the same objects; those of a project by itself are its
 * own.
 */
export function joinStacks(host: Host): JoinedStacks {
  const drafts = new Map<string, Draft>();
  const dockerNames = new Map<string, ReadonlyMap<string, string>>();
  const outside = new Set(host.stacks.flatMap(externalNames));
  for (const stack of host.stacks) {
    const names = networkNamesIn(stack);
    dockerNames.set(stack.id, names);
    for (const [key, name] of names) {
      const network = stack.workspace.topology.networks.get(key);
      if (!network) continue;
      const draft: Draft = drafts.get(name) ?? { name, declared: [], members: new Map() };
      drafts.set(name, draft);
      draft.declared.push({ stack, network: markUndecided(network, name, outside) });
    }
  }
  const containers = containerNames(host);
  const services = new Map<string, Service>();
  for (const stack of host.stacks) {
    const names = dockerNames.get(stack.id) ?? new Map<string, string>();
    for (const service of activeServices(stack.workspace.topology, stack.profiles)) {
      const joined = joinService(service, stack, names, containers.byName);
      services.set(joined.name, joined);
      for (const { network } of joined.attachments) addMember(drafts, network, stack.id, joined.name);
      const named = modeNetwork(stack.workspace.topology, service.mode);
      if (named !== null) addMember(drafts, names.get(named) ?? named, stack.id, joined.name);
    }
  }
  const networks = new Map([...drafts.values()].map((draft) => [draft.name, settleNetwork(draft, host)]));
  const made = new Map([...networks.values()].map(({ network }) => [network.name, network]));
  const alone = standaloneStack(host)?.workspace.topology;
  return {
    topology: alone ?? {
      services,
      networks: made,
      name: null,
      profiles: [],
      unsetVariables: [],
      otherKeys: [],
    },
    networks: new Map([...networks].map(([name, { facts }]) => [name, facts])),
    dockerNames,
    containers: containers.byService,
  };
}

/** Returns the Docker names of networks that stacks expect from others. */
function externalNames({ workspace, project }: Stack): readonly string[] {
  return [...workspace.topology.networks.values()].flatMap((network) =>
    network.external === true ? (dockerNameOf(network, project.name) ?? []) : [],
  );
}

/** Returns the name of each network of a stack on the host, by its key. */
function networkNamesIn({ id, workspace, project }: Stack): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const network of workspace.topology.networks.values()) {
    if (id === '') {
      names.set(network.name, network.name);
      continue;
    }
    const open = isUndecided(network, 'key') || isUndecided(network, 'name');
    const known = open ? null : dockerNameOf(network, project.name);
    names.set(network.name, known ?? hostName(id, network.name));
  }
  return names;
}

/**
 * Returns a network, marked as undecided when it may be another stack's: without a project name, `back` is the external `shop_back` of
 * another stack if the project turns out to be called shop.
 */
function markUndecided(network: Network, name: string, outside: ReadonlySet<string>): Network {
  if (!name.includes('/') || network.dockerName !== null || network.undecided) return network;
  const ending = `_${network.name}`;
  return [...outside].some((other) => other.endsWith(ending)) ? { ...network, undecided: ['name'] } : network;
}

function addMember(
  drafts: ReadonlyMap<string, Draft>,
  network: string,
  stack: string,
  service: string,
): void {
  const members = drafts.get(network)?.members;
  members?.set(stack, [...(members.get(stack) ?? []), service]);
}

/** Decides who makes a network: Compose makes it for a service that it starts there, not for a declaration alone. */
function settleNetwork(
  { name, declared, members }: Draft,
  { networks }: Host,
): { readonly network: Network; readonly facts: HostNetwork } {
  const making = declared.filter(({ stack, network }) => network.external !== true && members.has(stack.id));
  const [first, ...others] = making;
  const agreed = first !== undefined && others.every(({ network }) => sameNetwork(first.network, network));
  const [any] = declared;
  const source = first?.network ?? any?.network;
  if (source === undefined) throw new RangeError(`a network without a name: ${name}`);
  const known = first === undefined ? (networks.get(name) ?? null) : null;
  const network: Network = {
    ...source,
    id: `network:${name}`,
    name,
    origin: 'declared',
    dockerName: name.includes('/') ? source.dockerName : name,
    // A network that several stacks make with different options is as unknown as one that nobody here makes.
    external: agreed ? source.external : true,
  };
  return {
    network,
    facts: {
      name,
      madeBy: first?.stack.id ?? null,
      makers: making.map(({ stack }) => stack.id),
      stacks: [...members.keys()],
      namedBy: [...new Set(declared.map(({ stack }) => stack.id))],
      members: [...members.values()].flat(),
      internal: known ? known.internal : agreed && source.external === false ? source.internal : 'unknown',
      external: first === undefined,
      known,
    },
  };
}

/** True when two declarations make the same network; keys without an effect on containers are not compared. */
export function sameNetwork(one: Network, other: Network): boolean {
  return optionsText(one) === optionsText(other);
}

function optionsText(network: Network): string {
  const { driver, internal, attachable, enableIpv4, enableIpv6, ipv6Stated, ipamDriver, subnets, undecided } =
    network;
  const driverOpts = [...network.driverOpts].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    driver === '' ? 'bridge' : driver,
    internal,
    attachable,
    enableIpv4,
    ipv6Stated && enableIpv6,
    ipamDriver,
    subnets,
    driverOpts,
    undecided ?? [],
  ]);
}

interface Containers {
  readonly byService: ReadonlyMap<string, readonly string[]>;
  /** The services that a container name may mean, in any stack (D11). */
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

function containerNames(host: Host): Containers {
  const byService = new Map<string, readonly string[]>();
  const byName = new Map<string, string[]>();
  for (const stack of host.stacks) {
    for (const service of activeServices(stack.workspace.topology, stack.profiles)) {
      const containers = containersOf(service, stack.project.name);
      const full = hostName(stack.id, service.name);
      byService.set(full, containers);
      for (const name of containers) byName.set(name, [...(byName.get(name) ?? []), full]);
    }
  }
  return { byService, byName };
}

interface Joined {
  readonly key: string;
  readonly service: Service;
}

/** The last joined form of each service: services are values, and all later results are cached by them. */
const lastJoined = new WeakMap<Service, Joined>();

function joinService(
  service: Service,
  stack: Stack,
  names: ReadonlyMap<string, string>,
  containers: ReadonlyMap<string, readonly string[]>,
): Service {
  if (stack.id === '') return service;
  const attachments = service.attachments.map((attachment) => ({
    ...attachment,
    network: names.get(attachment.network) ?? attachment.network,
    writtenAs: attachment.network,
  }));
  const mode = joinMode(service, stack, containers);
  const key = JSON.stringify([stack.id, mode, attachments.map(({ network }) => network)]);
  const before = lastJoined.get(service);
  if (before?.key === key) return before.service;
  const name = hostName(stack.id, service.name);
  const joined: Service = {
    ...service,
    id: `service:${name}`,
    name,
    localName: service.name,
    mode,
    attachments,
    links: service.links.map(({ service: to, alias }) => ({
      service: hostName(stack.id, to),
      alias: alias ?? to,
    })),
    dependsOn: service.dependsOn.map((dependency) => ({
      ...dependency,
      service: hostName(stack.id, dependency.service),
    })),
    // The keys of volumes, configs and secrets have no meaning outside of their stack.
    grantedFiles: service.grantedFiles.map((file) => ({ ...file, source: hostName(stack.id, file.source) })),
    mounts: service.mounts.map((mount) =>
      mount.type === 'volume' && mount.source !== ''
        ? { ...mount, source: hostName(stack.id, mount.source) }
        : mount,
    ),
    tags: { ...service.tags, needs: service.tags.needs.map((to) => hostName(stack.id, to)) },
    profiles: [],
  };
  lastJoined.set(service, { key, service: joined });
  return joined;
}

/** Returns the mode of a joined service: a container name may belong to any stack. */
function joinMode(
  service: Service,
  { id, workspace }: Stack,
  containers: ReadonlyMap<string, readonly string[]>,
): NetworkMode {
  const { mode } = service;
  if (mode.kind === 'service') return { kind: 'service', of: hostName(id, mode.of) };
  if (mode.kind !== 'container') return mode;
  const [only, ...more] = containers.get(mode.of) ?? [];
  if (only !== undefined && more.length === 0) return { kind: 'service', of: only };
  const place = namespaceEnd(workspace.topology, service);
  return place.kind === 'own' ? { kind: 'service', of: hostName(id, place.end.name) } : mode;
}
