// Networks as Kubernetes has them: NetworkPolicies that deny everything but the reach of the files at the addresses of the pods, and
// notes on what has no equivalent there (addresses, drivers, networks made elsewhere). `reach-differences.ts` reports where reach differs.

import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1';
import type { Network, Service } from '../../compose/topology.ts';
import { baseOf } from '../../reach/compute-reach.ts';
import { allFamilies, type Family } from '../../reach/reach-model.ts';
import { bitsOf, clearBit, intersectRow, newRow, setBit } from '../../reach/rows/bit-row.ts';
import { itemAt } from '../../reach/rows/item-at.ts';
import { type Frame, type Pod, projectLabels } from './kubernetes-frame.ts';
import { publishedPorts } from './published.ts';

const everywhere: { readonly [family in Family]: string } = { ipv4: '0.0.0.0/0', ipv6: '::/0' };

/** Returns the policies: one denies everything for all pods of the project, then one per pod allows its connections. */
export function networkPolicies(frame: Frame): readonly NetworkPolicy[] {
  const denial: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: frame.nameFor('NetworkPolicy', 'default-deny'),
      labels: projectLabels(frame),
    },
    spec: { podSelector: { matchLabels: projectLabels(frame) }, policyTypes: ['Ingress', 'Egress'] },
  };
  const connected = connectedPods(frame);
  return [denial, ...frame.pods.map((pod) => policyOf(frame, pod, connected))];
}

interface Neighbours {
  readonly sources: Pod[];
  readonly targets: Pod[];
}

/** Returns which pods reach each other at their own addresses, in pod order. */
function connectedPods({ reach, pods }: Frame): ReadonlyMap<Pod, Neighbours> {
  const ofOwner = new Map(pods.map((pod) => [pod.owner.name, pod]));
  const found = reach.services.map((): Neighbours => ({ sources: [], targets: [] }));
  for (const [index, name] of reach.services.entries()) {
    const from = ofOwner.get(name);
    if (from === undefined) continue;
    for (const place of bitsOf(reach.row('direct', name).yes)) {
      const to = ofOwner.get(reach.services[place] ?? '');
      if (to === undefined || to === from) continue;
      found[index]?.targets.push(to);
      found[place]?.sources.push(from);
    }
  }
  return new Map(
    reach.services.flatMap((name, index) => {
      const [pod, neighbours] = [ofOwner.get(name), found[index]];
      return pod && neighbours ? [[pod, neighbours] as const] : [];
    }),
  );
}

/** Returns the number of pod pairs that a project's policies name. */
export function connectedPairs(frame: Frame): number {
  const { reach, pods } = frame;
  const owners = newRow(reach.services.length);
  const isOwner = new Set(pods.map(({ owner }) => owner.name));
  for (const [index, name] of reach.services.entries()) if (isOwner.has(name)) setBit(owners, index);
  let count = 0;
  for (const [index, name] of reach.services.entries()) {
    if (!isOwner.has(name)) continue;
    const row = reach.row('direct', name).yes.slice();
    intersectRow(row, owners);
    clearBit(row, index);
    count += bitsOf(row).length;
  }
  return count;
}

/** True when the pod needs DNS: it can resolve another service or has a way out. */
export function looksUpNames({ reach, services }: Frame, { owner, kind }: Pod): boolean {
  if (kind !== 'networks') return false;
  if (reach.facts.get(owner.name)?.egress === true) return true;
  return services.some(({ name }) => name !== owner.name && reach.resolves(owner.name, name) !== false);
}

function policyOf(frame: Frame, pod: Pod, connected: ReadonlyMap<Pod, Neighbours>): NetworkPolicy {
  const ownPods = reachesItself(frame, pod) ? [pod] : [];
  const inOrder = (pods: readonly Pod[]): readonly Pod[] =>
    ownPods.length === 0
      ? pods
      : frame.pods.filter((candidate) => candidate === pod || pods.includes(candidate));
  const { sources: from = [], targets: to = [] } = connected.get(pod) ?? {};
  const sources = inOrder(from).map(peerOf);
  const targets = inOrder(to).map(peerOf);
  const ingress = [...(sources.length > 0 ? [{ from: sources }] : []), ...waysIn(frame, pod)];
  const outside = waysOut(frame, pod);
  const egress = [
    ...(targets.length > 0 ? [{ to: targets }] : []),
    ...(looksUpNames(frame, pod) ? [{ to: [clusterDns], ports: dnsPorts }] : []),
    ...(outside.length > 0 ? [{ to: outside }] : []),
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: frame.nameFor('NetworkPolicy', pod.name), labels: { ...pod.labels } },
    spec: {
      podSelector: { matchLabels: { ...pod.labels } },
      policyTypes: ['Ingress', 'Egress'],
      ...(ingress.length > 0 ? { ingress } : {}),
      ...(egress.length > 0 ? { egress } : {}),
    },
  };
}

/** True when replicas of one service reach each other on its networks (C2, C4). */
function reachesItself({ reach, analysis }: Frame, { owner, replicas, kind }: Pod): boolean {
  if (replicas < 2 || kind !== 'networks') return false;
  const families = reach.apart ? allFamilies : (['ipv4'] as const);
  return families.some((family) => {
    const base = baseOf(reach, analysis.topology, family);
    const index = base.indexes.get(owner.name);
    const endpoints = index === undefined ? [] : itemAt(base.namespaceOf, index).endpoints;
    return endpoints.some(({ segment }) => segment.carries === true);
  });
}

function peerOf({ labels }: Pod): NetworkPolicyPeer {
  return { podSelector: { matchLabels: { ...labels } } };
}

const clusterDns: NetworkPolicyPeer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const dnsPorts: NetworkPolicyPort[] = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** Returns all addresses of a family except the cluster's. */
function outsideBlock({ options }: Frame, family: Family): NetworkPolicyPeer {
  const except = options.clusterCidrs.filter((cidr) => cidr.includes(':') === (family === 'ipv6'));
  const cidr = everywhere[family];
  return { ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } };
}

function waysOut(frame: Frame, { owner, kind }: Pod): NetworkPolicyPeer[] {
  if (kind === 'closed' || kind === 'unknown') return [];
  return allFamilies
    .filter((family) => frame.reach.family(family).facts(owner.name).egress === true)
    .map((family) => outsideBlock(frame, family));
}

/** Returns a rule for each set of families, since a port may answer in only one. */
function waysIn(frame: Frame, pod: Pod): { from: NetworkPolicyPeer[]; ports?: NetworkPolicyPort[] }[] {
  if (pod.kind === 'host') return [{ from: allFamilies.map((family) => outsideBlock(frame, family)) }];
  const rules = new Map<string, { from: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }>();
  const known = new Set<string>();
  for (const { containerPort, protocol, families } of publishedPorts(frame, pod).outside) {
    const key = families.join();
    const from = families.map((family) => outsideBlock(frame, family));
    const rule = rules.get(key) ?? { from, ports: [] };
    rules.set(key, rule);
    const portKey = `${key} ${containerPort}/${protocol}`;
    if (known.has(portKey)) continue;
    known.add(portKey);
    rule.ports.push({ protocol, port: containerPort });
  }
  return [...rules.values()];
}

/** Reports settings of networks and memberships that Kubernetes lacks. */
export function reportNetworks(frame: Frame): void {
  const { analysis, report, services } = frame;
  for (const network of analysis.topology.networks.values()) {
    const used = services.some(({ attachments, mode }) =>
      mode.kind === 'network'
        ? network.origin === 'by-mode'
        : attachments.some((attachment) => attachment.network === network.name),
    );
    if (used) reportNetwork(frame, network);
  }
  for (const service of services) {
    reportMode(frame, service);
    for (const { network, writtenAs = network, ...own } of service.attachments) {
      const say = (key: string, message: string): void =>
        report.say('lost', 'address', service, ['networks', writtenAs, key], message);
      const { ipv4, ipv6, macAddress, linkLocalIps, interfaceName, driverOpts } = own;
      if (ipv4 !== null) say('ipv4_address', `pods cannot choose addresses: use a name instead of ${ipv4}`);
      if (ipv6 !== null) say('ipv6_address', `pods cannot choose addresses: use a name instead of ${ipv6}`);
      if (macAddress !== null) say('mac_address', 'pods cannot choose addresses');
      if (linkLocalIps.length > 0) say('link_local_ips', 'pods cannot choose addresses');
      if (interfaceName !== null) say('interface_name', 'pods have one interface, eth0');
      if (driverOpts.length > 0) say('driver_opts', "Docker's options have no effect in Kubernetes");
    }
  }
}

function reportNetwork({ report, reach }: Frame, network: Network): void {
  const at = ['networks', network.name];
  if (
    network.external !== false &&
    reach.options.elsewhere?.has(network.dockerName ?? network.name) !== true
  ) {
    const message = `network ${network.name} is created elsewhere: its other members and its way out are unknown, so both are denied. Declare it without \`external\`, or write policies for the rest by hand`;
    report.say(
      'lost',
      'external-network',
      null,
      network.origin === 'declared' ? [...at, 'external'] : [],
      message,
    );
  }
  if (network.driver === 'macvlan' || network.driver === 'ipvlan') {
    const message = `network ${network.name}: ${network.driver} gives containers addresses of the physical network, which pods do not have`;
    report.say('lost', 'network-driver', null, [...at, 'driver'], message);
  } else if (network.driver !== 'bridge' && network.external === false) {
    const message = `network ${network.name}: the cluster's network replaces ${network.driver}`;
    report.say('changed', 'network-driver', null, [...at, 'driver'], message);
  }
  if (network.subnets.length > 0 || network.ipamDriver !== null) {
    const message = `network ${network.name}: pods get addresses of the cluster`;
    report.say('changed', 'addresses', null, [...at, 'ipam'], message);
  }
  if (network.driverOpts.size > 0) {
    const message = `network ${network.name}: options that decide reach are in the policies; others have no effect in Kubernetes`;
    report.say('changed', 'network-options', null, [...at, 'driver_opts'], message);
  }
  if (network.labels.length > 0) {
    report.say(
      'kept',
      'network-labels',
      null,
      [...at, 'labels'],
      `labels of network ${network.name} have no effect`,
    );
  }
}

function reportMode({ report, podOf }: Frame, service: Service): void {
  const { mode } = service;
  const pod = podOf.get(service.name);
  const say = (list: 'changed' | 'lost', message: string): void =>
    report.say(list, `mode-${mode.kind}`, service, ['network_mode'], message);
  switch (mode.kind) {
    case 'networks':
    case 'none':
    case 'network':
      break;
    case 'host':
      say('changed', 'on the network of its node, where policies do not apply');
      break;
    case 'bridge':
      say('changed', "Docker's default bridge: its members reach each other only by address");
      break;
    case 'service':
    case 'container':
      if (pod && pod.owner !== service) {
        say(
          'changed',
          `a container in the pod of ${pod.owner.name}, with its replicas, node and shared memory`,
        );
      } else {
        const whose = `whose network ${mode.of} has is unknown`;
        say('lost', `${whose}: it is a pod of its own, and all its traffic is denied`);
      }
      break;
    case 'unknown':
      say('lost', 'a variable has no value, or nothing is known by that name: all its traffic is denied');
      break;
  }
}
