// What runs on a host as the plan of `up` sees it: by the labels of containers and networks, and by what they have on their networks
// beside what the files of one stack give them.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Attachment, Network, Service } from '../compose/topology.ts';
import { hasDeadNamespace, joinedContainer } from '../host/running/dead-namespace.ts';
import { networkFacts } from '../host/running/network-facts.ts';
import { composeLabel } from '../host/running/read-inspected.ts';
import type { RunningContainer, RunningHost, RunningNetwork } from '../host/running/running-host.ts';
import {
  type Deployed,
  type DeployedContainer,
  type DeployedNetwork,
  ownerOf,
  type ProjectSide,
  stackName,
  statedSubnets,
} from './deployed.ts';

/**
 * Returns the deployed state before `up` of the files of `side`; `ipv6Default` is the daemon's setting for networks that do not state it.
 */
export function deployedOnHost(host: RunningHost, side: ProjectSide, ipv6Default: boolean): Deployed {
  const containers = host.containers.map((container) => deployedContainer(host, side, container));
  const networks = [...host.networks.values()].map((network) => deployedNetwork(network, ipv6Default));
  const words = new Map(host.containers.flatMap((container) => argumentsFromLabels(container)));
  words.set(stackName(side), side.words);
  return { containers, networks: new Map(networks.map((network) => [network.dockerName, network])), words };
}

function deployedContainer(
  host: RunningHost,
  side: ProjectSide,
  container: RunningContainer,
): DeployedContainer {
  const { json, mode, project } = container;
  const isOwn = project === stackName(side) && !container.oneOff;
  const service = isOwn ? side.workspace.topology.services.get(container.service) : undefined;
  const hash = json.Config.Labels?.[`${composeLabel}config-hash`] ?? null;
  const owner = mode.startsWith('container:') ? joinedContainer(host.containers, mode) : null;
  return {
    stack: project,
    service: container.service,
    name: container.name,
    running: container.running,
    isOneOff: container.oneOff,
    // What joins another container is hashed with that one's id, which the files do not have.
    settings: () => (service !== undefined && joinsAnother(side, service) ? null : hash),
    networks: [...container.networks.keys()],
    startsOn: container.networks.has(mode) ? mode : null,
    stopsAtOnce: json.Config.StopTimeout === 0,
    isDead: container.running && hasDeadNamespace(host, container),
    ownerIsGone: owner === undefined,
    foreignOwner: foreignOwner(host, container)?.name ?? null,
    hasDrifted: service !== undefined && hasDrifted(side, service, container),
  };
}

/**
 * Returns the container of another stack whose namespace this container shares, also through containers of its own stack; null when there
 * is none.
 */
function foreignOwner({ containers }: RunningHost, start: RunningContainer): RunningContainer | null {
  let at: RunningContainer | undefined = start;
  // A container joins one that was there before it, so a chain is never longer than there are containers.
  for (let steps = 0; at !== undefined && steps < containers.length; steps++) {
    if (at.project !== start.project) return at;
    if (!at.mode.startsWith('container:')) return null;
    at = joinedContainer(containers, at.mode);
  }
  return null;
}

function joinsAnother({ workspace }: ProjectSide, service: Service): boolean {
  const { pid, ipc, volumesFrom } = service;
  return (
    ownerOf(workspace, service) !== null ||
    [pid, ipc].some((mode) => mode?.startsWith('service:') === true) ||
    volumesFrom.length > 0
  );
}

/** True when a container lacks names or an address on one of its networks, or is on a network that the file does not give it. */
function hasDrifted(side: ProjectSide, service: Service, container: RunningContainer): boolean {
  if (service.mode.kind !== 'networks') return false;
  const wanted = new Map<string, Attachment>();
  for (const attachment of service.attachments) {
    const network = side.workspace.topology.networks.get(attachment.network);
    const name = network ? dockerNameOf(network, side.project) : null;
    if (name === null) return false;
    wanted.set(name, attachment);
  }
  return [...container.networks].some(([name, endpoint]) => {
    const attachment = wanted.get(name);
    if (attachment === undefined) return true;
    if (missingNames(service, attachment, endpoint.aliases).length > 0) return true;
    return attachment.ipv4 !== null && endpoint.fixedAddress !== attachment.ipv4;
  });
}

/** Returns the names that a file gives a service on a network and that its container lacks there, its own name first. */
export function missingNames(
  service: Service,
  { aliases }: Pick<Attachment, 'aliases'>,
  has: readonly string[],
): readonly string[] {
  return [service.localName ?? service.name, ...aliases].filter((name) => !has.includes(name));
}

function deployedNetwork(running: RunningNetwork, ipv6Default: boolean): DeployedNetwork {
  return {
    dockerName: running.name,
    stack: running.project,
    key: running.key,
    subnets: statedSubnets(running),
    isHashed: running.hash !== null,
    differs: (network) => differs(network, running, ipv6Default),
  };
}

/**
 * True when file and network disagree in a visible setting. A setting that only spells out its default changes the hash, but cannot be
 * seen.
 */
function differs(network: Network, running: RunningNetwork, ipv6Default: boolean): boolean {
  if (network.external !== false) return false;
  for (const { predicted, measured } of networkFacts(network, running, ipv6Default)) {
    if (predicted !== 'unknown' && `${predicted}` !== measured) return true;
  }
  const labels = new Map(running.labels.map(({ key, value }) => [key, value]));
  return (
    labels.size !== network.labels.length ||
    network.labels.some(({ key, value }) => labels.get(key) !== value)
  );
}

/** Returns the Compose flags that select the stack of a container, from the labels on it. */
function argumentsFromLabels({
  project,
  json,
}: RunningContainer): readonly (readonly [string, readonly string[]])[] {
  if (project === null) return [];
  const files = json.Config.Labels?.[`${composeLabel}project.config_files`]?.split(',') ?? [];
  return [[project, [...files.flatMap((file) => ['-f', file]), '-p', project]]];
}
