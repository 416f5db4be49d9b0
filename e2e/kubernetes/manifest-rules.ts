// What an API server refuses beyond the schema, kind by kind: names and labels by RFC 1123 (1035 for Services), selectors that do
// not match their pods, ports and their names, claims without a size, keys of ConfigMaps, address blocks of policies.

import ipaddr from 'ipaddr.js';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import type { IService } from 'kubernetes-models/v1/Service';
import { type Labels, type Manifest, templateOf } from './cluster.ts';
import { selects } from './evaluate-policies.ts';
import {
  isDataKey,
  isLabel,
  isLabelValue,
  isPort,
  isPortName,
  isQualified,
  isServiceName,
  isSubdomain,
  quantity,
} from './name-forms.ts';
import { podComplaints } from './pod-rules.ts';

type LabelSelector = NonNullable<INetworkPolicyPeer['podSelector']>;

function labelComplaints(labels: Labels | undefined, path: string): readonly string[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...(isQualified(key) ? [] : [`${path}: ${key} is no key of a label`]),
    ...(isLabelValue(value) ? [] : [`${path}.${key}: ${value} is no value of a label`]),
  ]);
}

function annotationComplaints(annotations: Labels | undefined, path: string): readonly string[] {
  const size = Object.entries(annotations ?? {}).reduce((sum, pair) => sum + pair.join('').length, 0);
  return [
    ...Object.keys(annotations ?? {}).flatMap((key) =>
      isQualified(key.toLowerCase()) ? [] : [`${path}: ${key} is no key of an annotation`],
    ),
    ...(size > 262_144 ? [`${path}: ${size} bytes of annotations, at most 262144`] : []),
  ];
}

/** Names, labels and annotations of a manifest and of its pods. */
export function metadataComplaints(manifest: Manifest): readonly string[] {
  const { metadata, kind } = manifest;
  const name = metadata?.name ?? '';
  const complaints: string[] = [];
  if (
    kind === 'Service' ? !isServiceName(name) : kind === 'StatefulSet' ? !isLabel(name) : !isSubdomain(name)
  )
    complaints.push(`metadata.name: ${JSON.stringify(name)} is no name of a ${kind}`);
  if (metadata?.namespace !== undefined && !isLabel(metadata.namespace))
    complaints.push(`metadata.namespace: ${metadata.namespace} is no name of a namespace`);
  complaints.push(...labelComplaints(metadata?.labels, 'metadata.labels'));
  complaints.push(...annotationComplaints(metadata?.annotations, 'metadata.annotations'));
  const template = kind === 'Pod' ? null : templateOf(manifest);
  complaints.push(...labelComplaints(template?.metadata?.labels, 'template.labels'));
  complaints.push(...annotationComplaints(template?.metadata?.annotations, 'template.annotations'));
  return complaints;
}

export function kindComplaints(manifest: Manifest): readonly string[] {
  const template = templateOf(manifest);
  const pod = template ? podComplaints(template, String(manifest.kind), claimTemplates(manifest)) : [];
  switch (manifest.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return [...workloadComplaints(manifest as unknown as IDeployment & IStatefulSet), ...pod];
    case 'Job':
      return [...jobComplaints(manifest as unknown as IJob), ...pod];
    case 'Service':
      return serviceComplaints(manifest as unknown as IService);
    case 'PersistentVolumeClaim':
      return claimComplaints((manifest as unknown as IPersistentVolumeClaim).spec);
    case 'ConfigMap':
    case 'Secret':
      return dataComplaints(manifest);
    case 'NetworkPolicy':
      return policyComplaints(manifest as unknown as INetworkPolicy);
    default:
      return pod;
  }
}

function claimTemplates({ spec }: Manifest): readonly string[] {
  const { volumeClaimTemplates = [] } = (spec ?? {}) as NonNullable<IStatefulSet['spec']>;
  return volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? '');
}

function workloadComplaints({
  kind,
  spec,
}: Omit<IDeployment, 'kind'> & { readonly kind: string } & {
  readonly spec?: IStatefulSet['spec'];
}): readonly string[] {
  const {
    selector,
    template,
    strategy,
    replicas = 1,
  } = (spec ?? {}) as Partial<NonNullable<IDeployment['spec']>>;
  const { serviceName, volumeClaimTemplates = [] } = (spec ?? {}) as Partial<
    NonNullable<IStatefulSet['spec']>
  >;
  const complaints = [...selectorComplaints(selector ?? {}, 'spec.selector')];
  if (!selector?.matchLabels && !selector?.matchExpressions?.length) complaints.push('spec.selector: empty');
  else if (!selects(selector, template?.metadata?.labels ?? {}))
    complaints.push('spec.selector: does not select the pods of the template');
  if (replicas < 0) complaints.push('spec.replicas: negative');
  if (strategy?.type === 'Recreate' && strategy.rollingUpdate)
    complaints.push('spec.strategy.rollingUpdate: not with Recreate');
  if (kind === 'StatefulSet' && serviceName !== undefined && !isLabel(serviceName))
    complaints.push(`spec.serviceName: ${serviceName} is no name`);
  for (const claim of volumeClaimTemplates) {
    complaints.push(...claimComplaints(claim.spec).map((one) => `spec.volumeClaimTemplates: ${one}`));
  }
  return complaints;
}

function jobComplaints({ spec }: IJob): readonly string[] {
  return spec?.selector && !spec.manualSelector ? ['spec.selector: is made by the server'] : [];
}

function selectorComplaints(
  { matchLabels, matchExpressions }: LabelSelector,
  path: string,
): readonly string[] {
  return [
    ...labelComplaints(matchLabels, path),
    ...(matchExpressions ?? []).flatMap(({ key, operator, values = [] }) => {
      const counted = operator === 'In' || operator === 'NotIn' ? values.length > 0 : values.length === 0;
      return [
        ...(isQualified(key) ? [] : [`${path}: ${key} is no key of a label`]),
        ...(counted ? [] : [`${path}: ${operator} with ${values.length} values`]),
      ];
    }),
  ];
}

function serviceComplaints({ spec }: IService): readonly string[] {
  const { type = 'ClusterIP', ports = [], clusterIP, selector, externalName } = spec ?? {};
  const complaints = [...labelComplaints(selector, 'spec.selector')];
  const headless = clusterIP === 'None';
  if (ports.length === 0 && !headless && type !== 'ExternalName') complaints.push('spec.ports: none');
  if (headless && type !== 'ClusterIP') complaints.push(`spec.clusterIP: None is not for ${type}`);
  if (type === 'ExternalName' && !isSubdomain(externalName ?? ''))
    complaints.push('spec.externalName: no name');
  if (spec?.externalTrafficPolicy && type === 'ClusterIP')
    complaints.push('spec.externalTrafficPolicy: only of what answers outside');
  if (spec?.loadBalancerSourceRanges && type !== 'LoadBalancer')
    complaints.push('spec.loadBalancerSourceRanges: only of a LoadBalancer');
  const seen = new Set<string>();
  const once = (what: string): void => {
    if (seen.has(what)) complaints.push(`spec.ports: ${what} twice`);
    seen.add(what);
  };
  for (const { name, port, protocol = 'TCP', targetPort, nodePort } of ports) {
    if (name === undefined && ports.length > 1) complaints.push('spec.ports: a name for each of several');
    if (name !== undefined && !isLabel(name)) complaints.push(`spec.ports: ${name} is no name of a port`);
    if (name !== undefined) once(`the name ${name}`);
    once(`${protocol} ${port}`);
    if (!isPort(port)) complaints.push(`spec.ports: ${port} is no port`);
    if (
      typeof targetPort === 'string'
        ? !isPortName(targetPort)
        : targetPort !== undefined && !isPort(targetPort)
    )
      complaints.push(`spec.ports: ${targetPort} is no target port`);
    if (nodePort !== undefined && type === 'ClusterIP')
      complaints.push('spec.ports: nodePort of a ClusterIP');
    if (nodePort !== undefined && (nodePort < 30_000 || nodePort > 32_767))
      complaints.push(`spec.ports: nodePort ${nodePort} is not within 30000-32767`);
  }
  return complaints;
}

function claimComplaints(spec: IPersistentVolumeClaim['spec']): readonly string[] {
  const size = quantity(spec?.resources?.requests?.storage ?? '');
  return [
    ...(spec?.accessModes?.length ? [] : ['spec.accessModes: none']),
    ...(size !== null && size > 0 ? [] : ['spec.resources.requests.storage: no size']),
  ];
}

function dataComplaints({ data, stringData, binaryData }: Manifest): readonly string[] {
  const parts = [data, stringData, binaryData].map((part) => (part ?? {}) as Labels);
  const keys = parts.flatMap((part) => Object.keys(part));
  const size = parts.flatMap((part) => Object.values(part)).join('').length;
  return [
    ...keys.flatMap((key) => (isDataKey(key) ? [] : [`data: ${JSON.stringify(key)} is no key`])),
    ...(size > 1_048_576 ? [`data: ${size} bytes, at most 1048576`] : []),
  ];
}

function policyComplaints({ spec }: INetworkPolicy): readonly string[] {
  const complaints = [...selectorComplaints(spec?.podSelector ?? {}, 'spec.podSelector')];
  const rules = [
    ...(spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports })),
    ...(spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports })),
  ];
  for (const { peers = [], ports = [] } of rules) {
    complaints.push(...peers.flatMap(peerComplaints), ...ports.flatMap(policyPortComplaints));
  }
  return complaints;
}

function peerComplaints({ ipBlock, podSelector, namespaceSelector }: INetworkPolicyPeer): readonly string[] {
  if (!ipBlock && !podSelector && !namespaceSelector) return ['a peer that names nobody'];
  if (!ipBlock) {
    return [
      ...selectorComplaints(podSelector ?? {}, 'peer'),
      ...selectorComplaints(namespaceSelector ?? {}, 'peer'),
    ];
  }
  if (podSelector || namespaceSelector) return ['a peer with ipBlock and a selector'];
  const { cidr, except = [] } = ipBlock;
  const blocks = [cidr, ...except].filter((block) => !ipaddr.isValidCIDR(block));
  if (blocks.length > 0) return blocks.map((block) => `ipBlock: ${block} is no block of addresses`);
  const [range, length] = ipaddr.parseCIDR(cidr);
  return except.flatMap((block) => {
    const [inner, size] = ipaddr.parseCIDR(block);
    const within = inner.kind() === range.kind() && size > length && inner.match(range, length);
    return within ? [] : [`ipBlock: except ${block} is not a part of ${cidr}`];
  });
}

function policyPortComplaints({ port, endPort }: INetworkPolicyPort): readonly string[] {
  if (typeof port === 'string') {
    return [
      ...(isPortName(port) ? [] : [`${port} is no name of a port`]),
      ...(endPort === undefined ? [] : ['endPort after a name']),
    ];
  }
  const complaints = port === undefined || isPort(port) ? [] : [`${port} is no port`];
  if (endPort === undefined) return complaints;
  if (port === undefined || endPort < port || !isPort(endPort))
    return [...complaints, `endPort ${endPort} after ${port}`];
  return complaints;
}
