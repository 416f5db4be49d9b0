// Reads a stream of Kubernetes manifests into what decides about connections: pods, services, policies and namespaces. Written by
// the specification of Kubernetes alone, so that it can judge what others write; it must know nothing of an exporter.

import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IService } from 'kubernetes-models/v1/Service';
import { parseAllDocuments } from 'yaml';

export type Labels = Readonly<Record<string, string>>;

/** A manifest before anything is known of it. */
export interface Manifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly spec?: unknown;
  readonly [key: string]: unknown;
}

/** What one workload makes: one pod stands for all its replicas, as they are alike to every policy. */
export interface Pod {
  /** `namespace/name` of the workload. */
  readonly id: string;
  readonly kind: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly hostNetwork: boolean;
  readonly template: IPodTemplateSpec;
  /** Of each family, in ranges that clusters use for pods. */
  readonly addresses: readonly string[];
}

export interface NamespaceOf {
  readonly name: string;
  readonly labels: Labels;
}

export interface Cluster {
  readonly namespaces: ReadonlyMap<string, NamespaceOf>;
  readonly pods: readonly Pod[];
  readonly services: readonly IService[];
  readonly policies: readonly INetworkPolicy[];
  /** The cluster's name server, where every cluster has it. */
  readonly dns: Pod;
  /** Pods that nobody wrote about: one in each namespace of the manifests and one in another. */
  readonly strangers: readonly Pod[];
}

/** Addresses outside of every pod: one of a node, and one of the world in each family (documentation addresses). */
export const places = { node: '10.0.0.4', world: '203.0.113.9', world6: '2001:db8::9' } as const;

/** Where manifests without a namespace are put. */
export const defaultNamespace = 'default';

/** Kinds that hold pods, with the way to their template. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** Kinds that do not decide about connections. */
const silent = new Set([
  ...['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount', 'Namespace'],
  ...['HorizontalPodAutoscaler', 'PodDisruptionBudget'],
]);

/** The documents of a stream as values. */
export function readDocuments(text: string, version: '1.1' | '1.2' = '1.2'): readonly unknown[] {
  return [parseAllDocuments(text, { version })].flat().map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`not a stream of YAML: ${error.message}`);
    return document.toJS();
  });
}

/** All manifests of a stream, those within a `List`, too; null documents are left out, as `kubectl` does. */
export function manifestsOf(documents: readonly unknown[]): readonly Manifest[] {
  return documents.flatMap((document): Manifest[] => {
    const manifest = document as Manifest | null;
    if (manifest === null) return [];
    return manifest.kind === 'List' ? [...(manifest.items as Manifest[])] : [manifest];
  });
}

export function readManifests(text: string): readonly Manifest[] {
  return manifestsOf(readDocuments(text));
}

/** The pod template of a workload; null for what has none. */
export function templateOf(manifest: Manifest): IPodTemplateSpec | null {
  const path = templates[String(manifest.kind)];
  if (!path) return null;
  let value: unknown = manifest;
  for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
  return (value ?? {}) as IPodTemplateSpec;
}

/** The cluster that stands once all manifests are applied. A kind that nothing here knows is an error, never left out. */
export function readCluster(manifests: readonly Manifest[]): Cluster {
  const namespaces = new Map<string, NamespaceOf>();
  const addNamespace = (name: string, labels: Labels = {}): void => {
    // The API server labels every namespace with its name.
    const own = { 'kubernetes.io/metadata.name': name };
    namespaces.set(name, { name, labels: { ...labels, ...own, ...namespaces.get(name)?.labels } });
  };
  for (const { kind, metadata } of manifests) {
    if (kind === 'Namespace' && metadata?.name) addNamespace(metadata.name, metadata.labels);
    else addNamespace(metadata?.namespace ?? defaultNamespace);
  }
  const inUse = [...namespaces.keys()].filter((name) => name !== 'kube-system');
  for (const name of [defaultNamespace, 'kube-system', 'elsewhere']) addNamespace(name);

  let count = 0;
  const podOf = (id: string, kind: string, namespace: string, template: IPodTemplateSpec): Pod => {
    count += 1;
    return {
      id: `${namespace}/${id}`,
      kind,
      namespace,
      labels: template.metadata?.labels ?? {},
      annotations: template.metadata?.annotations ?? {},
      hostNetwork: template.spec?.hostNetwork ?? false,
      template,
      addresses: [`10.244.${count >> 8}.${count & 255}`, `fd00:10:244::${count.toString(16)}`],
    };
  };

  const pods: Pod[] = [];
  const services: IService[] = [];
  const policies: INetworkPolicy[] = [];
  for (const manifest of manifests) {
    const kind = String(manifest.kind);
    const name = manifest.metadata?.name ?? '';
    const template = templateOf(manifest);
    if (template) pods.push(podOf(name, kind, manifest.metadata?.namespace ?? defaultNamespace, template));
    else if (kind === 'Service') services.push(manifest as unknown as IService);
    else if (kind === 'NetworkPolicy') policies.push(manifest as unknown as INetworkPolicy);
    else if (!silent.has(kind)) throw new Error(`what a ${kind} does to connections is unknown here`);
  }
  const alone = (id: string, namespace: string, labels: Labels = {}): Pod =>
    podOf(id, 'Pod', namespace, { metadata: { labels }, spec: { containers: [] } });
  return {
    namespaces,
    pods,
    services,
    policies,
    dns: alone('kube-dns', 'kube-system', { 'k8s-app': 'kube-dns' }),
    strangers: [...new Set([...inUse, 'elsewhere'])].map((namespace) => alone('stranger', namespace)),
  };
}
