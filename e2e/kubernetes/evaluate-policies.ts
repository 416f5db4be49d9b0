// What NetworkPolicies (networking.k8s.io/v1) permit, by their specification: a pod that no policy selects in a direction is open
// there, one that is selected is held to the union of all rules, and a connection needs the consent of both its ends.

import ipaddr from 'ipaddr.js';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import { type Cluster, defaultNamespace, type Labels, type Pod } from './cluster.ts';
import { allPorts, everyPortOf, intersect, noPorts, type PortSet, portRange, unite } from './port-set.ts';

type LabelSelector = NonNullable<INetworkPolicyPeer['podSelector']>;

type Direction = 'Ingress' | 'Egress';

/** One end of a connection: a pod, or an address that is none of a pod's. */
export type End = Pod | string;

export interface Verdict {
  /** The ports of `to` on which a connection may be opened. */
  readonly ports: PortSet;
  /** False where the specification leaves the answer to the network plugin: `ports` is then what it would be without policies. */
  readonly defined: boolean;
  /** The policies that isolate the sender's way out and the receiver's way in, by name. */
  readonly egress: readonly string[];
  readonly ingress: readonly string[];
}

/** The ports on which `from` may open connections to `to`. */
export function permitted(cluster: Cluster, from: End, to: End): Verdict {
  const open = { ports: allPorts, egress: [], ingress: [] };
  // A pod cannot be kept from itself.
  if (from === to) return { ...open, defined: true };
  // On the node's network a pod is the node to others: whether policies see it is up to the plugin.
  if ([from, to].some((end) => typeof end !== 'string' && end.hostNetwork)) {
    return { ...open, defined: false };
  }
  const out = typeof from === 'string' ? null : held(cluster, from, 'Egress', to);
  const into = typeof to === 'string' ? null : held(cluster, to, 'Ingress', from);
  return {
    ports: intersect(out?.ports ?? allPorts, into?.ports ?? allPorts),
    defined: true,
    egress: out?.policies ?? [],
    ingress: into?.policies ?? [],
  };
}

/** What the policies of one end say of the other. */
function held(
  cluster: Cluster,
  pod: Pod,
  direction: Direction,
  other: End,
): { readonly ports: PortSet; readonly policies: readonly string[] } {
  const isolating = isolatingOf(cluster, pod, direction);
  if (isolating.length === 0) return { ports: allPorts, policies: [] };
  // Ports are those of the receiver, whose names they may be.
  const receiver = direction === 'Ingress' ? pod : other;
  const sets = isolating.flatMap((policy) =>
    rulesOf(policy, direction)
      .filter(({ peers }) => isOneOf(cluster, namespaceOf(policy), peers, other))
      .map(({ ports }) => portsOf(ports, receiver)),
  );
  return { ports: unite(sets), policies: isolating.map(({ metadata }) => metadata?.name ?? '') };
}

/** Asked for again with every pair, and the same for all that select by labels of one pod. */
const isolating = new WeakMap<Pod, Map<Direction, readonly INetworkPolicy[]>>();

/** The policies that hold a pod in a direction. A pod is one cluster's. */
function isolatingOf(cluster: Cluster, pod: Pod, direction: Direction): readonly INetworkPolicy[] {
  const known = isolating.get(pod) ?? new Map<Direction, readonly INetworkPolicy[]>();
  isolating.set(pod, known);
  const found =
    known.get(direction) ??
    cluster.policies.filter(
      (policy) =>
        namespaceOf(policy) === pod.namespace &&
        directionsOf(policy).includes(direction) &&
        selects(policy.spec?.podSelector ?? {}, pod.labels),
    );
  known.set(direction, found);
  return found;
}

function namespaceOf({ metadata }: INetworkPolicy): string {
  return metadata?.namespace ?? defaultNamespace;
}

/** Without `policyTypes`: always ingress, and egress where there are egress rules. An empty list is as none. */
function directionsOf({ spec }: INetworkPolicy): readonly Direction[] {
  if (spec?.policyTypes?.length) return spec.policyTypes;
  return spec?.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
}

interface Rule {
  readonly peers: readonly INetworkPolicyPeer[];
  readonly ports: readonly INetworkPolicyPort[];
}

function rulesOf({ spec }: INetworkPolicy, direction: Direction): readonly Rule[] {
  if (direction === 'Ingress') {
    return (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }));
  }
  return (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
}

/** Whether `end` is among `peers`; all the world is where there are none. */
function isOneOf(
  cluster: Cluster,
  namespace: string,
  peers: readonly INetworkPolicyPeer[],
  end: End,
): boolean {
  return peers.length === 0 || peers.some((peer) => isPeer(cluster, namespace, peer, end));
}

function isPeer(cluster: Cluster, namespace: string, peer: INetworkPolicyPeer, end: End): boolean {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock) {
    const addresses = typeof end === 'string' ? [end] : end.addresses;
    return addresses.some(
      (address) =>
        isWithin(address, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => isWithin(address, cidr)),
    );
  }
  if (typeof end === 'string') return false;
  if (namespaceSelector) {
    if (!selects(namespaceSelector, cluster.namespaces.get(end.namespace)?.labels ?? {})) return false;
  } else if (end.namespace !== namespace) return false;
  return selects(podSelector ?? {}, end.labels);
}

function isWithin(address: string, cidr: string): boolean {
  // Asked very often, mostly of the other family.
  if (address.includes(':') !== cidr.includes(':')) return false;
  const one = ipaddr.parse(address);
  const [range, length] = ipaddr.parseCIDR(cidr);
  return one.kind() === range.kind() && one.match(range, length);
}

/** A selector without conditions selects everything. */
export function selects({ matchLabels, matchExpressions }: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of matchExpressions ?? []) {
    const value = labels[key];
    const listed = value !== undefined && values.includes(value);
    if (operator === 'In' && !listed) return false;
    if (operator === 'NotIn' && listed) return false;
    if (operator === 'Exists' && value === undefined) return false;
    if (operator === 'DoesNotExist' && value !== undefined) return false;
    if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator))
      throw new Error(`no such operator of a selector: ${operator}`);
  }
  return true;
}

/** Every port where there are none listed; TCP where no protocol is said. */
function portsOf(ports: readonly INetworkPolicyPort[], receiver: End): PortSet {
  if (ports.length === 0) return allPorts;
  return unite(
    ports.map(({ port, endPort, protocol = 'TCP' }) => {
      if (port === undefined || port === null) return everyPortOf(protocol);
      if (typeof port === 'number') return portRange(protocol, port, endPort ?? port);
      // Only a pod has names for its ports, each with a protocol.
      if (typeof receiver === 'string') return noPorts;
      const named = namedPorts(receiver).filter((one) => one.name === port && one.protocol === protocol);
      return unite(named.map((one) => portRange(protocol, one.containerPort)));
    }),
  );
}

/** The declared ports of a pod's containers, those of init containers that keep running among them. */
export function namedPorts({ template }: Pod): readonly {
  readonly name: string | undefined;
  readonly containerPort: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}[] {
  const staying = (template.spec?.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  return [...staying, ...(template.spec?.containers ?? [])].flatMap(({ ports = [] }) =>
    ports.map(({ name, containerPort, protocol = 'TCP' }) => ({ name, containerPort, protocol })),
  );
}
