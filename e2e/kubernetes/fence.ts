// What an export must keep whatever its compose file says: no pod without a policy, nothing towards pods and nodes that are none of
// its own, and the further names of a service.

import type { Topology } from '../../src/core/compose/topology.ts';
import type { PlatformReport } from '../../src/core/export/platform/platform-export.ts';
import type { Reach } from '../../src/core/reach/reach-model.ts';
import { type Cluster, defaultNamespace, type Pod, places } from './cluster.ts';
import { permitted } from './evaluate-policies.ts';
import { formatPorts, isEmpty, noPorts, type PortSet, portRange, unite, without } from './port-set.ts';
import { resolveName, waysIn } from './resolve-services.ts';

const namePorts = unite([portRange('UDP', 53), portRange('TCP', 53)]);
/** First and last addresses of the ranges that clusters and private networks use; clouds give a machine its secrets at 169.254.169.254. */
const inside = [
  ...['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  ...['169.254.0.0', '169.254.169.254', '169.254.255.255', 'fc00::', 'fdff:ffff::', 'fe80::1', 'febf:ffff::'],
];
/** Their neighbours, which are of the world. */
const beyond = [
  ...['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
  ...['169.253.255.255', '169.255.0.0', 'fbff:ffff::', 'fec0::'],
];

/** Holes towards what is not the project's, and pods that no policy holds. Pods on the network of their node are left out. */
export function fenceComplaints(cluster: Cluster): readonly string[] {
  const published = new Map<Pod, PortSet>();
  for (const { pod, target, protocol } of waysIn(cluster)) {
    if (target === null) continue;
    published.set(pod, unite([published.get(pod) ?? noPorts, portRange(protocol, target)]));
  }
  const complaints: string[] = [];
  const say = (says: string, ports: PortSet): void => {
    if (!isEmpty(ports)) complaints.push(`${says} at ${formatPorts(ports)}`);
  };
  for (const pod of cluster.pods.filter(({ hostNetwork }) => !hostNetwork)) {
    if (permitted(cluster, pod, places.world).egress.length === 0)
      complaints.push(`no policy holds what ${pod.id} sends`);
    if (permitted(cluster, places.world, pod).ingress.length === 0)
      complaints.push(`no policy holds what reaches ${pod.id}`);
    for (const other of [...cluster.strangers, places.node, ...inside]) {
      const id = typeof other === 'string' ? other : other.id;
      say(`${pod.id} reaches ${id}`, permitted(cluster, pod, other).ports);
      const open = permitted(cluster, other, pod).ports;
      say(`${id} reaches ${pod.id}`, without(open, published.get(pod) ?? noPorts));
    }
    for (const address of beyond) {
      const world = address.includes(':') ? places.world6 : places.world;
      const [there, wanted] = [address, world].map((one) => formatPorts(permitted(cluster, pod, one).ports));
      if (there !== wanted)
        complaints.push(`${pod.id} reaches ${address} at ${there}, ${world} at ${wanted}`);
    }
    const names = permitted(cluster, pod, cluster.dns).ports;
    say(`${pod.id} reaches the name server`, without(names, namePorts));
  }
  return complaints;
}

/** Aliases and names of links that give no address of their service, where no note about it speaks of them. */
export function aliasComplaints(
  cluster: Cluster,
  { topology, reach }: { readonly topology: Topology; readonly reach: Reach },
  podOf: ReadonlyMap<string, Pod>,
  { changed, lost }: Pick<PlatformReport, 'changed' | 'lost'>,
): readonly string[] {
  const words = [...topology.services.values()].flatMap(({ name, attachments, links }) => [
    ...attachments.flatMap(({ aliases }) =>
      aliases.map((word) => ({ word, of: name, by: name, key: 'aliases' })),
    ),
    ...links.flatMap(({ service, alias }) =>
      alias === null ||
      !reach.facts.has(name) ||
      !reach.facts.has(service) ||
      reach.resolves(name, service) !== true
        ? []
        : [{ word: alias, of: service, by: name, key: 'links' }],
    ),
  ]);
  const complaints = words.flatMap(({ word, of, by, key }) => {
    const pod = podOf.get(of);
    if (!pod || !podOf.has(by) || resolveName(cluster, defaultNamespace, word)?.pods.includes(pod)) return [];
    const said = [...changed, ...lost].some((note) => note.service === by && note.key.includes(key));
    return said
      ? []
      : [`${word} (${key} of ${by}) gives no address of ${of}, and the report does not say so`];
  });
  return [...new Set(complaints)];
}
