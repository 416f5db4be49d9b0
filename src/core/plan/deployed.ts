// What runs before `up`: read from the files that were deployed, or from the Engine. Plain values; the plan compares them with the
// files that are to be deployed.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { namespaceEnd } from '../compose/network-namespaces.ts';
import { secondsOf } from '../compose/project/values/duration.ts';
import { fieldsOf } from '../compose/project/values/fields-of.ts';
import { readText } from '../compose/project/values/read-scalar.ts';
import { listedReplicas } from '../compose/replicas.ts';
import type { Network, Service } from '../compose/topology.ts';
import { environmentOf } from '../compose/workspace/seen-from.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { activeServices } from '../reach/namespaces/active-services.ts';
import type { ComposeVersion } from './compose-versions.ts';
import { networkSettings, serviceSettings } from './settings.ts';

/** A deployed container. */
export interface DeployedContainer {
  /** The Compose project of the container; null when it was created by hand. */
  readonly stack: string | null;
  readonly service: string;
  /** The container's name in Docker. */
  readonly name: string;
  readonly running: boolean;
  /** True for a container of `docker compose run`, which is not counted as the service's. */
  readonly isOneOff: boolean;
  /** Returns the settings that a release of Compose hashes; null when they are unknown, which counts as unchanged. */
  readonly settings: (compose: ComposeVersion) => string | null;
  /** The version of the files that the container is taken to run: the same service in them leaves it as it is. Absent when an Engine was read. */
  readonly from?: { readonly service: Service; readonly environment: ReadonlyMap<string, string> };
  /** The container's networks, by Docker name. */
  readonly networks: readonly string[];
  /** The Docker name of the network that the container starts on; null when it has no network of its own. */
  readonly startsOn: string | null;
  /** True when the container stops at once: `stop_grace_period: 0s`. */
  readonly stopsAtOnce: boolean;
  /** True when the container whose namespace it shares was restarted later, so that it reaches nothing. */
  readonly isDead: boolean;
  /** True when the container whose namespace it shares no longer exists, so that Compose recreates it. */
  readonly ownerIsGone: boolean;
  /** The Docker name of the foreign container whose namespace it shares, from another stack or created by hand; null when there is none. */
  readonly foreignOwner: string | null;
  /** True when the container lacks names or addresses that the file gives it, or is on networks that the file does not give it. */
  readonly hasDrifted: boolean;
}

/** A deployed network. */
export interface DeployedNetwork {
  readonly dockerName: string;
  /** The project and key in the network's labels; null when it was created by hand. */
  readonly stack: string | null;
  readonly key: string | null;
  /** The known subnets: those that a file states, or all when the Engine reports them. */
  readonly subnets: readonly string[];
  /** True when the network carries a hash of its settings; Compose never changes a network without one. */
  readonly isHashed: boolean;
  /** Returns true when the file differs from the network; `settings` are the input of the file's hash. */
  readonly differs: (network: Network, settings: string | null) => boolean;
}

/** The state of the Engine before `up`. */
export interface Deployed {
  readonly containers: readonly DeployedContainer[];
  readonly networks: ReadonlyMap<string, DeployedNetwork>;
  /** The arguments that select each project's files for Compose, by project: `-f compose.yaml`. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** The project that the files replace; under another name `up` starts a second project beside it. Absent when there is none. */
  readonly renamedFrom?: string;
}

/** The files of one project, before or after deployment. */
export interface ProjectSide {
  readonly workspace: Workspace;
  /** The project's name; null when nothing sets it. */
  readonly project: string | null;
  /** The arguments that select the project's files for Compose: `-f compose.yaml --profile debug`. */
  readonly words: readonly string[];
}

/** The placeholder for an unknown project name in commands that a person completes: `docker network rm PROJECT_back`. */
const projectPlaceholder = 'PROJECT';

export function stackName(side: Pick<ProjectSide, 'project'>): string {
  return side.project ?? projectPlaceholder;
}

/** Returns the name of a container for other stacks: `STACK/SERVICE`, or its own name when it was created by hand. */
export function foreignName({ stack, service, name }: DeployedContainer): string {
  return stack === null ? name : `${stack}/${service}`;
}

/** Returns the deployed state of a project's files with the services of `profiles`; null means every service, whatever its profile. */
export function deployedFiles(side: ProjectSide, profiles: readonly string[] | null): Deployed {
  const { topology } = side.workspace;
  const stack = stackName(side);
  const nameOf = (key: string): string => {
    const network = topology.networks.get(key);
    return (network && dockerNameOf(network, side.project)) ?? `${stack}_${key}`;
  };
  const containers: DeployedContainer[] = [];
  const used = new Set<string>();
  for (const service of activeServices(topology, profiles ?? ['*'])) {
    const environment = environmentOf(side.workspace, service.name);
    const settings = (compose: ComposeVersion) => serviceSettings(service, environment, compose);
    const place = namespaceEnd(topology, service);
    for (const { network } of service.attachments) used.add(network);
    for (let number = 1; number <= listedReplicas(service); number++) {
      const first = firstNetwork(service);
      containers.push({
        stack,
        service: service.name,
        name: service.containerName ?? `${stack}-${service.name}-${number}`,
        running: true,
        isOneOff: false,
        settings,
        from: { service, environment },
        networks: service.attachments.map(({ network }) => nameOf(network)),
        startsOn: first === null ? null : nameOf(first),
        stopsAtOnce: stopsAtOnce(service, environment),
        isDead: false,
        ownerIsGone: false,
        foreignOwner: place.kind === 'foreign' ? place.container : null,
        hasDrifted: false,
      });
    }
  }
  const networks = new Map<string, DeployedNetwork>();
  for (const key of used) {
    const network = topology.networks.get(key);
    if (!network) continue;
    const dockerName = nameOf(key);
    const external = network.external === true;
    const made = networkSettings(network, side.project, side.workspace.input.environment);
    networks.set(dockerName, {
      dockerName,
      stack: external ? null : stack,
      key: external ? null : key,
      subnets: external ? [] : statedSubnets(network),
      isHashed: !external,
      differs: (_, settings) => !external && settings !== made,
    });
  }
  return { containers, networks, words: new Map([[stack, side.words]]), renamedFrom: stack };
}

/** Returns the subnets that a network states. */
export function statedSubnets({ subnets }: Pick<Network, 'subnets'>): readonly string[] {
  return subnets.flatMap(({ subnet }) => subnet ?? []);
}

/**
 * Returns the deployed state with other stacks beside it. Of networks with equal names the first counts, unless only a later one belongs to
 * a stack.
 */
export function withOtherStacks(main: Deployed, ...others: readonly Deployed[]): Deployed {
  const all = [main, ...others];
  const networks = new Map<string, DeployedNetwork>();
  for (const { networks: own } of all) {
    for (const [name, network] of own) {
      const known = networks.get(name);
      if (known === undefined || (known.stack === null && network.stack !== null))
        networks.set(name, network);
    }
  }
  return {
    containers: all.flatMap(({ containers }) => containers),
    networks,
    words: new Map(all.flatMap(({ words }) => [...words])),
    ...(main.renamedFrom === undefined ? {} : { renamedFrom: main.renamedFrom }),
  };
}

/**
 * Returns the key of the network that Compose starts a container on: the highest `priority`, then the first key; null when the service has
 * no network.
 */
export function firstNetwork({ attachments }: Pick<Service, 'attachments'>): string | null {
  const [first] = [...attachments].sort(
    (a, b) => b.priority - a.priority || (a.network < b.network ? -1 : 1),
  );
  return first?.network ?? null;
}

/** True when a service stops at once. */
export function stopsAtOnce({ tree }: Service, environment: ReadonlyMap<string, string>): boolean {
  const text = readText(fieldsOf(tree).get('stop_grace_period')?.value, environment);
  return text !== null && secondsOf(text) === 0;
}

/** Returns the service of the file whose namespace another service joins; null for a service with its own namespace. */
export function ownerOf(workspace: Workspace, service: Service): Service | null {
  const place = namespaceEnd(workspace.topology, service);
  return place.kind === 'own' && place.end !== service ? place.end : null;
}
