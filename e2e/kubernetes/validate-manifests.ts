// Whether an API server would take a stream of manifests: the published schema with every unknown field an error, and by code what
// it refuses besides (`manifest-rules.ts`, `pod-rules.ts`). Also refused is what it takes and no pod starts with: a reference to
// nothing, and text that reads otherwise as YAML 1.1, which kubectl reads.

import { DaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Pod } from 'kubernetes-models/v1/Pod';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { defaultNamespace, type Manifest, manifestsOf, readDocuments, templateOf } from './cluster.ts';
import { kindComplaints, metadataComplaints } from './manifest-rules.ts';

const models = [
  ...[CronJob, Job, DaemonSet, Deployment, StatefulSet, NetworkPolicy, ConfigMap, Namespace],
  ...[PersistentVolumeClaim, Pod, Secret, Service, ServiceAccount],
];
const modelOf = new Map(models.map((model) => [`${model.apiVersion} ${model.kind}`, model]));

/**
 * What is wrong, one line each: `Deployment web: spec.replicas: …`. None: an API server takes it all. `made` are ConfigMaps and
 * Secrets that somebody makes besides, by name.
 */
export function validateManifests(text: string, made: readonly string[] = []): readonly string[] {
  const [documents, older] = (['1.2', '1.1'] as const).map((version) => readDocuments(text, version));
  const manifests = manifestsOf(documents ?? []);
  return [
    ...differing(documents, older, ''),
    ...manifests.flatMap((manifest) =>
      complaintsOf(manifest).map((complaint) => `${titleOf(manifest)}: ${complaint}`),
    ),
    ...sameNames(manifests),
    ...danglingReferences(manifests, made),
  ];
}

function titleOf({ kind, metadata }: Manifest): string {
  return `${String(kind)} ${metadata?.name ?? '(no name)'}`;
}

/** kubectl and the API server read YAML 1.1, where `y` and `no` are booleans and `0755` is octal: both readings must be one. */
function differing(newer: unknown, older: unknown, path: string): readonly string[] {
  if (isObject(newer) && isObject(older)) {
    const [keys, otherKeys] = [Object.keys(newer), Object.keys(older)];
    if (keys.join('\n') !== otherKeys.join('\n')) return [`${path}: other keys as YAML 1.1`];
    return keys.flatMap((key) => differing(newer[key], older[key], path === '' ? key : `${path}.${key}`));
  }
  if (Object.is(newer, older)) return [];
  return [`${path}: ${JSON.stringify(newer)} is ${JSON.stringify(older)} as YAML 1.1`];
}

function complaintsOf(manifest: Manifest): readonly string[] {
  const model = modelOf.get(`${String(manifest.apiVersion)} ${String(manifest.kind)}`);
  if (!model) return [`no schema at hand for ${String(manifest.apiVersion)} ${String(manifest.kind)}`];
  const bySchema = schemaComplaints(model, manifest);
  if (bySchema.length > 0) return bySchema;
  return [...metadataComplaints(manifest), ...kindComplaints(manifest)];
}

/**
 * What the schema says of it. Its validators take unknown fields without a word, so they are watched: a field that none of them
 * asks for is one that the schema does not have.
 */
function schemaComplaints(model: (typeof models)[number], manifest: Manifest): readonly string[] {
  const asked = new WeakMap<object, Set<string>>();
  const watch = <T extends object>(target: T): T => {
    const keys = asked.get(target) ?? new Set<string>();
    asked.set(target, keys);
    return new Proxy(target, {
      get(object, key, receiver): unknown {
        if (typeof key === 'string') keys.add(key);
        const value: unknown = Reflect.get(object, key, receiver);
        return isObject(value) ? watch(value) : value;
      },
      ownKeys(object) {
        // Whoever takes any key asks for all.
        for (const key of Object.keys(object)) keys.add(key);
        return Reflect.ownKeys(object);
      },
    });
  };
  try {
    model.prototype.validate.call(watch(manifest) as never);
  } catch (error) {
    return (error as Error).message
      .split(', ')
      .map((one) => one.replace(/^data\/?/, '').replaceAll('/', '.'));
  }
  return unasked(manifest, '', asked);
}

function unasked(value: object, path: string, asked: WeakMap<object, Set<string>>): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (!Array.isArray(value) && !asked.get(value)?.has(key)) return [`${place}: unknown field`];
    if (inner === null) return [`${place}: null says nothing`];
    return isObject(inner) ? unasked(inner, place, asked) : [];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function nameKey(kind: unknown, namespace: string | undefined, name: string | undefined): string {
  return `${String(kind)} ${namespace ?? defaultNamespace}/${name ?? ''}`;
}

function sameNames(manifests: readonly Manifest[]): readonly string[] {
  const seen = new Set<string>();
  return manifests.flatMap(({ kind, metadata }) => {
    const key = nameKey(kind, metadata?.namespace, metadata?.name);
    if (seen.has(key)) return [`${key}: there twice`];
    seen.add(key);
    return [];
  });
}

/** ConfigMaps, Secrets, claims and keys of them that pods name and nothing makes: their containers would never start. */
function danglingReferences(manifests: readonly Manifest[], besides: readonly string[]): readonly string[] {
  const made = new Map(
    manifests.map((one) => [nameKey(one.kind, one.metadata?.namespace, one.metadata?.name), one]),
  );
  return manifests.flatMap((manifest) => {
    const spec = templateOf(manifest)?.spec;
    if (!spec) return [];
    const complaints: string[] = [];
    const needs = (
      kind: string,
      name: string | undefined,
      keys: readonly string[],
      optional = false,
    ): void => {
      const target = made.get(nameKey(kind, manifest.metadata?.namespace, name));
      if (optional || (!target && name !== undefined && besides.includes(name))) return;
      if (!target) complaints.push(`${titleOf(manifest)}: names ${kind} ${name}, which nothing makes`);
      const has = {
        ...(target?.data as object),
        ...(target?.stringData as object),
        ...(target?.binaryData as object),
      };
      for (const key of target ? keys : []) {
        if (!(key in has)) complaints.push(`${titleOf(manifest)}: ${kind} ${name} has no key ${key}`);
      }
    };
    const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
    for (const { env = [], envFrom = [] } of containers) {
      for (const { configMapRef, secretRef } of envFrom) {
        if (configMapRef) needs('ConfigMap', configMapRef.name, [], configMapRef.optional);
        if (secretRef) needs('Secret', secretRef.name, [], secretRef.optional);
      }
      for (const { valueFrom } of env) {
        const { configMapKeyRef: map, secretKeyRef: secret } = valueFrom ?? {};
        if (map) needs('ConfigMap', map.name, [map.key], map.optional);
        if (secret) needs('Secret', secret.name, [secret.key], secret.optional);
      }
    }
    for (const { configMap, secret, persistentVolumeClaim } of spec.volumes ?? []) {
      const keysOf = (items: readonly { readonly key: string }[] = []): readonly string[] =>
        items.map(({ key }) => key);
      if (configMap) needs('ConfigMap', configMap.name, keysOf(configMap.items), configMap.optional);
      if (secret) needs('Secret', secret.secretName, keysOf(secret.items), secret.optional);
      if (persistentVolumeClaim) needs('PersistentVolumeClaim', persistentVolumeClaim.claimName, []);
    }
    const { serviceAccountName } = spec;
    if (serviceAccountName && serviceAccountName !== 'default')
      needs('ServiceAccount', serviceAccountName, []);
    return complaints;
  });
}
