// The places of facts in a file, as paths for `locate`, and connections as hops with the line that makes them possible.

import { attachmentPlace } from '../compose/places.ts';
import type { NetworkMode, Service, Topology } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reach } from './reach-model.ts';

/** One hop of the path behind a finding; `at` is the place in the file that makes the hop possible. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly network: string | null;
  readonly at: Path;
}

/** Returns the line that decides which namespace a service uses. */
export function modePath(service: Service): Path {
  const kind: NetworkMode['kind'] = service.mode.kind;
  return kind === 'networks' ? ['services', service.name] : ['services', service.name, 'network_mode'];
}

export function portPath(service: string, index: number): Path {
  return ['services', service, 'ports', index];
}

/** Returns the path of a bridge driver option. */
export function bridgeOptionPath(network: string, option: string): Path {
  return ['networks', network, 'driver_opts', `com.docker.network.bridge.${option}`];
}

/** Returns the hop from one active service to another that it reaches or may reach. */
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

/** Returns the line that attaches a service to a network, or the line that decides its namespace when no network is given. */
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
