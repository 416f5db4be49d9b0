// Where in the file a fact stands, as paths for `locate`; and a connection as a hop of a path, with the line that makes it possible.

import type { NetworkMode, Service, Topology } from '../../compose/topology.ts';
import { childOf, deref, itemsOf, type Path, scalarText } from '../../yaml/tree.ts';
import type { Hop } from '../findings/finding.ts';
import { writtenKey } from '../places.ts';
import type { Reach } from '../reach/reach-model.ts';

/** The entry that attaches `service` to `network`, in list or map form; the service itself for the implicit default, its mode where that names the network. */
export function attachmentPath(service: Service, network: string): Path {
  if (service.mode.kind === 'network') return modePath(service);
  const networks = childOf(service.tree, 'networks');
  const node = deref(networks);
  const key = writtenKey(service, network);
  const base = ['services', service.name];
  if (!node) return base;
  if (node.kind === 'map') {
    return childOf(node, key) ? [...base, 'networks', key] : base;
  }
  const index = itemsOf(node).findIndex((item) => scalarText(item) === key);
  return index < 0 ? [...base, 'networks'] : [...base, 'networks', index];
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
export function hopBetween(topology: Topology, reach: Reach, from: string, to: string): Hop {
  const { direct, networks } = reach.pair(from, to);
  const [network = null] = networks;
  if (direct === false) return { from, to, network: null, at: publishedPath(reach, to) };
  return { from, to, network, at: memberPath(topology, reach, to, network) };
}

/** What puts a service on a network; without one, what gives it its namespace. */
export function memberPath(topology: Topology, reach: Reach, name: string, network: string | null): Path {
  const service = topology.services.get(name);
  const owner = topology.services.get(reach.facts.get(name)?.owner ?? name);
  if (!service) return ['services', name];
  if (network === null || owner?.mode.kind !== 'networks') return modePath(service);
  return attachmentPath(owner, network);
}

function publishedPath(reach: Reach, name: string): Path {
  const open = reach.facts.get(name)?.published.find(({ reachableFrom }) => reachableFrom !== 'nowhere');
  return open ? portPath(open.service, open.index) : ['services', name];
}
