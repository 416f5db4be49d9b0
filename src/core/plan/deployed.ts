// What runs before `up`: read from the files that were deployed, or from the Engine. Plain values; the plan compares them with the
// files that are to be deployed.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { namespacePlace } from '../compose/network-namespaces.ts';
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

/** One container that is there. */
export interface DeployedContainer {
  /** Its Compose project; null for one that was made by hand. */
  readonly stack: string | null;
  readonly service: string;
  /** Its name in Docker. */
  readonly name: string;
  readonly running: boolean;
  /** Made by `docker compose run`: no container of the service. */
  readonly oneOff: boolean;
  /** What its settings were hashed from under a release of Compose; null where that is not known: it counts as unchanged. */
  readonly settings: (compose: ComposeVersion) => string | null;
  /** Networks that it is on, by their name in Docker. */
  readonly networks: readonly string[];
  /** The network that it starts on, by its name in Docker; null where it has none of its own. */
  readonly startsOn: string | null;
  /** Whether it is gone at once when it is told to stop: `stop_grace_period: 0s`. */
  readonly stopsAtOnce: boolean;
  /** The container whose namespace it joined was started anew after it: it reaches nobody. */
  readonly dead: boolean;
  /** The container that it joined is not there any more: Compose makes it anew. */
  readonly joinedGone: boolean;
  /** The name in Docker of the container of another stack, or made by hand, whose namespace it has; null where it has none of those. */
  readonly joins: string | null;
  /** Names and addresses that the file gives it and that it does not have, and networks that the file does not give it. */
  readonly drifted: boolean;
}

/** One network of the Engine. */
export interface DeployedNetwork {
  readonly dockerName: string;
  /** The project and key that its labels name; null for one that was made by hand. */
  readonly stack: string | null;
  readonly key: string | null;
  /** Subnets that are known of it: those that a file states, or all where the Engine says them. */
  readonly subnets: readonly string[];
  /** Whether it carries a hash of what it was made with; without one Compose never changes it. */
  readonly hashed: boolean;
  /** Whether the file says something else of it; `settings` are what the file's hash is made from. */
  readonly differs: (network: Network, settings: string | null) => boolean;
}

/** Everything that runs before `up`. */
export interface Deployed {
  readonly containers: readonly DeployedContainer[];
  readonly networks: ReadonlyMap<string, DeployedNetwork>;
  /** The words that name each stack's files to Compose, by project: `-f compose.yaml`. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** The project that the files replace; another name than theirs makes a second one beside it. Absent: none. */
  readonly renamedFrom?: string;
}

/** The files of one project, as they are deployed or to be deployed. */
export interface ProjectSide {
  readonly workspace: Workspace;
  /** The project's name; null where nothing names it. */
  readonly project: string | null;
  /** What names its files to Compose: `-f compose.yaml --profile debug`. */
  readonly words: readonly string[];
}

/** Stands where a project has no name yet, in what a person fills in: `docker network rm PROJECT_back`. */
const nameless = 'PROJECT';

export function stackName(side: Pick<ProjectSide, 'project'>): string {
  return side.project ?? nameless;
}

/** What a container is called by another stack: `STACK/SERVICE`; its own name where it was made by hand. */
export function guestName({ stack, service, name }: DeployedContainer): string {
  return stack === null ? name : `${stack}/${service}`;
}

/**
 * What runs where the files of a project are deployed as they are, with the services of `profiles`; null: every service, whatever its
 * profile.
 */
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
    const place = namespacePlace(topology, service);
    for (const { network } of service.attachments) used.add(network);
    for (let number = 1; number <= listedReplicas(service); number++) {
      const first = firstNetwork(service);
      containers.push({
        stack,
        service: service.name,
        name: service.containerName ?? `${stack}-${service.name}-${number}`,
        running: true,
        oneOff: false,
        settings,
        networks: service.attachments.map(({ network }) => nameOf(network)),
        startsOn: first === null ? null : nameOf(first),
        stopsAtOnce: stopsAtOnce(service, environment),
        dead: false,
        joinedGone: false,
        joins: place.kind === 'foreign' ? place.container : null,
        drifted: false,
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
      hashed: !external,
      differs: (_, settings) => !external && settings !== made,
    });
  }
  return { containers, networks, words: new Map([[stack, side.words]]), renamedFrom: stack };
}

/** The subnets that a network asks for. */
export function statedSubnets({ subnets }: Pick<Network, 'subnets'>): readonly string[] {
  return subnets.flatMap(({ subnet }) => subnet ?? []);
}

/** What runs, with other stacks beside it; a network of the same name is the one that was made first, by a stack that owns it where one does. */
export function together(main: Deployed, ...others: readonly Deployed[]): Deployed {
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

/** The key of the network that Compose starts a container on: the highest `priority`, ties by key; null where it has none of its own. */
export function firstNetwork({ attachments }: Pick<Service, 'attachments'>): string | null {
  const [first] = [...attachments].sort(
    (a, b) => b.priority - a.priority || (a.network < b.network ? -1 : 1),
  );
  return first?.network ?? null;
}

/** Whether a service is gone at once when it is told to stop. */
export function stopsAtOnce({ tree }: Service, environment: ReadonlyMap<string, string>): boolean {
  const text = readText(fieldsOf(tree).get('stop_grace_period')?.value, environment);
  return text !== null && secondsOf(text) === 0;
}

/** The service of the file whose namespace another one joins; null for one that has its own. */
export function ownerOf(workspace: Workspace, service: Service): Service | null {
  const place = namespacePlace(workspace.topology, service);
  return place.kind === 'own' && place.end !== service ? place.end : null;
}
