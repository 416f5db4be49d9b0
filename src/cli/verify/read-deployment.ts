// Asks the Engine what runs of a Compose project. Reads only.

import type { PortBinding } from '../../core/compose/topology.ts';
import type { ContainerJson, NetworkJson } from '../../core/host/running/inspect-json.ts';
import { composeLabel, readContainers, readNetwork } from '../../core/host/running/read-inspected.ts';
import type { RunningContainer, RunningNetwork, RunningPort } from '../../core/host/running/running-host.ts';
import { compareBytes } from '../../core/text/compare-bytes.ts';
import { CallFailure } from '../call-failure.ts';
import { askDocker, type Docker } from '../docker/docker-command.ts';
import { inspect, readEngineReport } from '../docker/read-running-host.ts';

export interface Deployment {
  /** The Engine's version, `X.Y.Z`. */
  readonly engine: string;
  /** Why the Engine's host is outside the model (Docker Desktop, rootless); null for an ordinary Engine. */
  readonly foreignHost: string | null;
  /** TCP ports of the host that containers publish, including those of other projects. */
  readonly publishedPorts: ReadonlySet<number>;
  /** Ids of all containers of the project, including those of `docker compose run`. */
  readonly projectIds: ReadonlySet<string>;
  /** The containers of services, by service and number. */
  readonly containers: readonly RunningContainer[];
  /** Containers of other projects on this project's networks. */
  readonly neighbours: readonly RunningContainer[];
  /** The networks by name. */
  readonly networks: ReadonlyMap<string, RunningNetwork>;
}

/** Reads what runs of `project`; also inspects the networks of `networkNames` without containers. */
export async function readDeployment(
  docker: Docker,
  project: string,
  networkNames: readonly string[],
): Promise<Deployment> {
  const word = await readEngineReport(docker);
  const filter = `label=${composeLabel}project=${project}`;
  const ids = (await askDocker(docker, ['ps', '-aq', '--no-trunc', '--filter', filter])).split('\n');
  const known = ids.map((id) => id.trim()).filter((id) => id !== '');
  if (known.length === 0) throw noContainersFailure(project);
  const listed = await inspect<ContainerJson>(docker, ['inspect', '--type', 'container'], known);
  // A proxy of the Engine may ignore the filter.
  const inspected = listed.filter((json) => json.Config?.Labels?.[`${composeLabel}project`] === project);
  if (inspected.length === 0) throw noContainersFailure(project);
  const own = inspected.flatMap(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks ?? {}));
  const networks = await readNetworks(docker, new Set([...networkNames, ...own]));
  const containers = readContainers(inspected, networks)
    .filter(({ oneOff }) => !oneOff)
    .sort((a, b) => compareBytes(a.service, b.service) || a.number - b.number);
  const projectIds = new Set(inspected.map(({ Id }) => Id));
  const members = new Set([...networks.values()].flatMap((network) => [...network.members.keys()]));
  const strangers = [...members].filter((id) => !projectIds.has(id));
  const found = await inspect<ContainerJson>(docker, ['inspect', '--type', 'container'], strangers);
  const beside = found.filter(({ Id }) => strangers.includes(Id));
  return {
    ...word,
    publishedPorts: publishedPorts(await askDocker(docker, ['ps', '--format', '{{.Ports}}'])),
    projectIds,
    containers,
    neighbours: readContainers(beside, networks),
    networks,
  };
}

function noContainersFailure(project: string): CallFailure {
  return new CallFailure(
    `no container of project ${project} exists. Start it with docker compose up -d, or name the project with -p.`,
  );
}

/** Parses lines such as `0.0.0.0:8080-8081->80-81/tcp, [::]:443->443/tcp`. */
function publishedPorts(text: string): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const [, first, last = first] of text.matchAll(/:(\d+)(?:-(\d+))?->[\d-]+\/tcp/g)) {
    for (let port = Number(first); port <= Number(last); port++) ports.add(port);
  }
  return ports;
}

async function readNetworks(
  docker: Docker,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RunningNetwork>> {
  const listed = (await askDocker(docker, ['network', 'ls', '--format', '{{.Name}}'])).split('\n');
  const present = listed.filter((name) => names.has(name));
  if (present.length === 0) return new Map();
  const inspected = await inspect<NetworkJson>(docker, ['network', 'inspect'], present);
  return new Map(inspected.map((json) => [json.Name, readNetwork(json)]));
}

/**
 * True when a port of the Engine matches one of the files: the same container port and protocol, and the same host port, one of its range,
 * or any.
 */
export function portFits(binding: PortBinding, port: RunningPort): boolean {
  if (binding.containerPort !== port.containerPort || binding.protocol !== port.protocol) return false;
  if (binding.hostPort === '' || binding.hostPort === port.hostPort) return true;
  const pool = /^(\d+)-(\d+)$/.exec(binding.hostPort);
  if (!pool) return false;
  const host = Number(port.hostPort);
  return host >= Number(pool[1]) && host <= Number(pool[2]);
}
