// NetworkPolicies that are the reach of the files: nothing in either direction, but for what Compose lets through at the pods' own
// addresses. What differs all the same is put into the report.

import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1';
import { baseOf } from '../../analysis/reach/compute-reach.ts';
import { allFamilies, type Family } from '../../analysis/reach/reach-model.ts';
import { itemAt } from '../../analysis/reach/rows/item-at.ts';
import { type Frame, type Pod, projectLabels } from './kubernetes-frame.ts';
import { publishedPorts } from './published.ts';

const everywhere: { readonly [family in Family]: string } = { ipv4: '0.0.0.0/0', ipv6: '::/0' };

/** The policies: one that denies everything for all pods of the project, then one for each pod that lets through what it has. */
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
  return [denial, ...frame.pods.map((pod) => policyOf(frame, pod))];
}

/** Whether the pod looks up names: it has somebody to look up, or an outside. */
export function looksUpNames({ reach, services }: Frame, { owner, kind }: Pod): boolean {
  if (kind !== 'networks') return false;
  if (reach.facts.get(owner.name)?.egress === true) return true;
  return services.some(({ name }) => name !== owner.name && reach.resolves(owner.name, name) === true);
}

function policyOf(frame: Frame, pod: Pod): NetworkPolicy {
  const { reach, pods } = frame;
  const others = pods.filter((other) => other !== pod || reachesItself(frame, pod));
  const joined = (from: Pod, to: Pod): boolean =>
    from === to || reach.direct(from.owner.name, to.owner.name) === true;
  const sources = others.filter((other) => joined(other, pod)).map(peerOf);
  const targets = others.filter((other) => joined(pod, other)).map(peerOf);
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

/** Replicas of one service are neighbours on its networks, too (C2, C4). */
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

/** All addresses of a family but those of the cluster. */
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

/** A rule for each set of families, since a port may answer in one alone. */
function waysIn(frame: Frame, pod: Pod): { from: NetworkPolicyPeer[]; ports?: NetworkPolicyPort[] }[] {
  if (pod.kind === 'host') return [{ from: allFamilies.map((family) => outsideBlock(frame, family)) }];
  const rules = new Map<string, { from: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }>();
  for (const { containerPort, protocol, families } of publishedPorts(frame, pod).outside) {
    const key = families.join();
    const from = families.map((family) => outsideBlock(frame, family));
    const rule = rules.get(key) ?? { from, ports: [] };
    rules.set(key, rule);
    const known = rule.ports.some((port) => port.port === containerPort && port.protocol === protocol);
    if (!known) rule.ports.push({ protocol, port: containerPort });
  }
  return [...rules.values()];
}
