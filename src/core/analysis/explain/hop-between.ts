// One connection as a hop of a path: over which network, and the line of the file that makes it possible.

import type { Topology } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';
import type { Hop } from '../findings/finding.ts';
import type { Reach } from '../reach/reach-model.ts';
import { attachmentPath, modePath, portPath } from './document-paths.ts';

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
