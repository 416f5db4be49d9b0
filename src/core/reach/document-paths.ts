// Where in the file a fact stands, as paths for `locate`; and a connection as a hop of a path, with the line that makes it possible.

import { attachmentPlace } from '../compose/places.ts';
import type { NetworkMode, Service, Topology } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reach } from './reach-model.ts';

/** One hop of a path that a finding rests on; `at` is the path in the file that makes it possible. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly network: string | null;
  readonly at: Path;
}

/** The line that decides whose namespace a service uses. */
export function modePath(service: Service): Path {
  const kind: NetworkMode['kind'] = service.mode.kind;
  return kind === 'networks' ? ['services', service.name] : ['services', service.name, 'network_mode'];
}

export function portPath(service: string, index: number): Path {
  return ['services', service, 'ports', index];
}

/** An option of the bridge driver of a network. */
export function bridgeOptionPath(network: string, option: string): Path {
  return ['networks', network, 'driver_opts', `com.docker.network.bridge.${option}`];
}

/** The hop from one active service to another that it reaches or may reach. */
export function hopBetween(
  topology: Topology,
  reach: Pick<Reach, 'pair' | 'facts'>,
  from: string,
  to: string,
): Hop {
  const { direct, networks } = reach.pair(from, to);
  const [network = null] = networks;
  if (direct === false) return { from, to, network: null, at: publishedPath(reach, to) };
  return { from, to, network, at: memberPath(topology, reach, to, network) };
}

/** What puts a service on a network; without one, what gives it its namespace. */
export function memberPath(
  topology: Topology,
  reach: Pick<Reach, 'facts'>,
  name: string,
  network: string | null,
): Path {
  const service = topology.services.get(name);
  const owner = topology.services.get(reach.facts.get(name)?.owner ?? name);
  if (!service) return ['services', name];
  if (network === null || owner?.mode.kind !== 'networks') return modePath(service);
  return attachmentPlace(owner, network);
}

function publishedPath(reach: Pick<Reach, 'facts'>, name: string): Path {
  const open = reach.facts.get(name)?.published.find(({ reachableFrom }) => reachableFrom !== 'nowhere');
  return open ? portPath(open.service, open.index) : ['services', name];
}
