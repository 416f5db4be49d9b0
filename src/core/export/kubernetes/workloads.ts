// Pods and their workloads: a Deployment, a StatefulSet for pods with claims, a Job for services that others wait to complete.

import type { Deployment, StatefulSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { HostAlias, PodDNSConfig, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';
import { nameList } from '../../compose/name-list.ts';
import { secondsOf } from '../../compose/project/values/duration.ts';
import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import { readKeyValues } from '../../compose/project/values/read-key-values.ts';
import type { Service } from '../../compose/topology.ts';
import { containerOf } from './container.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { isAnnotationKey, isServiceName, isSubdomain } from './kubernetes-names.ts';
import { podSecurity } from './security.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';
import { serviceFields } from './values.ts';

type Workload = Deployment | StatefulSet | Job;

/** The parts of a pod's workload. */
export interface WorkloadParts {
  readonly pod: Pod;
  readonly settings: ReadonlyMap<Service, Settings>;
  readonly storage: Storage;
}

/** Returns the workload of a pod. */
export function workloadOf(frame: Frame, parts: WorkloadParts): Workload {
  const { pod, storage } = parts;
  const { owner, labels, name, replicas } = pod;
  const ends = endsByItself(frame, pod);
  reportRestart(frame, pod, ends);
  reportStartOrder(frame, pod);
  const metadata = { name, labels: { ...labels }, annotations: ownAnnotations(frame, pod) };
  const template = templateOf(frame, parts, ends);
  const selector = { matchLabels: { ...labels } };
  if (ends) {
    const message =
      'a Job, since others wait for it to end: it runs once, and again after it is deleted and applied';
    frame.report.say('changed', 'job', owner, [], message);
    return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template } };
  }
  const spec = { replicas, selector, template };
  if (!storage.holdsClaims) return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { serviceName: name, ...spec } };
}

/** True when a service waits for this one to complete successfully. */
function endsByItself({ services }: Frame, { owner, members }: Pod): boolean {
  if (members.length > 1) return false;
  return services.some(({ dependsOn }) =>
    dependsOn.some(
      ({ service, condition }) => service === owner.name && condition === 'service_completed_successfully',
    ),
  );
}

/** Returns the exact names behind labels and container names, which may have been changed to valid ones. */
function ownAnnotations({ project }: Frame, { owner, members, containers }: Pod): { [key: string]: string } {
  const annotations: { [key: string]: string } = {
    'bulkhead/project': project,
    'bulkhead/service': owner.name,
  };
  if (members.length > 1) {
    for (const [service, container] of containers) annotations[`container.bulkhead/${container}`] = service;
  }
  return annotations;
}

function templateOf(frame: Frame, { pod, settings, storage }: WorkloadParts, ends: boolean): PodTemplateSpec {
  const noSettings: Settings = { objects: [], envFrom: [] };
  const containers = pod.members.map((service) =>
    containerOf(frame, pod, service, { settings: settings.get(service) ?? noSettings, storage }),
  );
  const spec: PodSpec = {
    // No service of Compose uses the API of a cluster.
    automountServiceAccountToken: false,
    // Compose sets no variables for other services.
    enableServiceLinks: false,
    ...(ends ? { restartPolicy: 'OnFailure' } : {}),
    ...namespacesOf(frame, pod),
    ...namesOf(frame, pod),
    ...nodesOf(frame, pod),
    ...graceOf(frame, pod),
    securityContext: podSecurity(frame, pod, storage.holdsClaims),
    containers,
    ...(storage.volumes.length > 0 ? { volumes: storage.volumes } : {}),
  };
  return {
    metadata: {
      labels: { ...pod.labels },
      annotations: { ...labelAnnotations(frame, pod), ...ownAnnotations(frame, pod) },
    },
    spec,
  };
}

/** Returns `labels` and `annotations` of all members as annotations. */
function labelAnnotations({ report, workspace }: Frame, { members }: Pod): { [key: string]: string } {
  const annotations: { [key: string]: string } = {};
  for (const service of members) {
    const { tree, environment } = serviceFields(workspace, service);
    const ownValues = readKeyValues(tree('annotations'), environment, ['annotations']);
    for (const { key, value, path } of [...service.labels, ...ownValues]) {
      if (isAnnotationKey(key)) annotations[key] = value ?? '';
      else report.say('lost', 'label-key', service, path, `${key} is not a valid annotation key`);
    }
    if (service.labels.length > 0) {
      report.say(
        'changed',
        'labels',
        service,
        ['labels'],
        'annotations of the pod: programs that read container labels do not see them',
      );
    }
  }
  return annotations;
}

function namespacesOf({ report, podOf }: Frame, pod: Pod): Partial<PodSpec> {
  const spec: Partial<PodSpec> =
    pod.kind === 'host' ? { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } : {};
  for (const service of pod.members) {
    for (const key of ['pid', 'ipc'] as const) {
      const mode = service[key];
      if (mode === null || mode === 'private' || mode === 'shareable') continue;
      const joined = /^service:(.+)$/.exec(mode)?.[1];
      if (mode === 'host') {
        spec[key === 'pid' ? 'hostPID' : 'hostIPC'] = true;
        report.say('changed', 'host-namespace', service, [key], "the node's own");
      } else if (joined !== undefined && podOf.get(joined) === pod) {
        if (key === 'pid') spec.shareProcessNamespace = true;
        report.say('changed', 'shared-namespace', service, [key], 'shared by all containers of the pod');
      } else {
        report.say('lost', 'namespace', service, [key], `${mode} has no equivalent in Kubernetes`);
      }
    }
    if (service.uts !== null && (service.uts !== 'host' || pod.kind !== 'host')) {
      report.say('lost', 'namespace', service, ['uts'], 'a pod has its own host name');
    }
  }
  // Kubernetes accepts only one of the two, and the node's processes include the pod's.
  if (spec.hostPID === true) delete spec.shareProcessNamespace;
  return spec;
}

/** Returns host name, further hosts and name servers of the owner, since joined services cannot have them (A9). */
function namesOf({ report }: Frame, { owner, kind }: Pod): Partial<PodSpec> {
  const aliases = new Map<string, string[]>();
  for (const { key, value, path } of owner.extraHosts) {
    if (value === null || !isIpLiteral(value)) {
      const message =
        value === 'host-gateway'
          ? 'the machine is not part of the cluster: name the intended target'
          : `${value ?? 'nothing'} is not an address`;
      report.say('lost', 'extra-host', owner, path, message);
      continue;
    }
    const host = key.toLowerCase();
    if (!isSubdomain(host)) {
      report.say('lost', 'extra-host', owner, path, `${key} is not a valid host name in a pod`);
      continue;
    }
    const known = aliases.get(value);
    if (known) known.push(host);
    else aliases.set(value, [host]);
  }
  const hostAliases: HostAlias[] = [...aliases].map(([ip, hostnames]) => ({ ip, hostnames }));
  const dnsConfig: PodDNSConfig = {
    ...(owner.dnsSearch.length > 0 ? { searches: [...owner.dnsSearch] } : {}),
    ...(owner.dnsOpt.length > 0
      ? {
          options: owner.dnsOpt.map((option) => {
            const [name = '', value] = option.split(':', 2);
            return { name, ...(value === undefined ? {} : { value }) };
          }),
        }
      : {}),
  };
  const { hostname } = owner;
  const valid = hostname !== null && isServiceName(hostname) && kind !== 'host';
  if (hostname !== null && !valid) {
    const message = `${hostname} is not a valid host name of a pod`;
    report.say('lost', 'hostname', owner, ['hostname'], message);
  }
  return {
    ...(valid ? { hostname } : {}),
    ...(hostAliases.length > 0 ? { hostAliases } : {}),
    ...(Object.keys(dnsConfig).length > 0 ? { dnsConfig } : {}),
  };
}

/** Returns the node selection of `platform`. */
function nodesOf({ workspace, report }: Frame, { members }: Pod): Partial<PodSpec> {
  const nodeSelector: { [label: string]: string } = {};
  for (const service of members) {
    const platform = serviceFields(workspace, service).text('platform');
    if (platform === null) continue;
    const [os = '', architecture = '', variant] = platform.split('/');
    nodeSelector['kubernetes.io/os'] = os;
    if (architecture !== '') nodeSelector['kubernetes.io/arch'] = architecture;
    if (variant !== undefined && !(architecture === 'arm64' && variant === 'v8')) {
      report.say('lost', 'platform', service, ['platform'], `nodes do not state their variant ${variant}`);
    }
  }
  return Object.keys(nodeSelector).length > 0 ? { nodeSelector } : {};
}

/** Returns the longest stop time of the containers. */
function graceOf({ workspace, report }: Frame, { members }: Pod): Partial<PodSpec> {
  let longest: number | null = null;
  for (const service of members) {
    const period = serviceFields(workspace, service).text('stop_grace_period');
    const seconds = period === null ? null : secondsOf(period);
    if (period !== null && seconds === null) {
      report.say('lost', 'duration', service, ['stop_grace_period'], `${period} is not a duration`);
    }
    if (seconds !== null) longest = Math.max(longest ?? 0, Math.ceil(seconds));
  }
  return longest === null ? {} : { terminationGracePeriodSeconds: longest };
}

/** Reports `restart` settings, since a Deployment always restarts its containers. */
function reportRestart({ workspace, report }: Frame, { members }: Pod, ends: boolean): void {
  if (ends) return;
  for (const service of members) {
    const { text, tree } = serviceFields(workspace, service);
    const limits = ['delay', 'max_attempts', 'window'].filter((key) => tree('deploy', 'restart_policy', key));
    for (const key of limits) {
      const message = 'Kubernetes waits longer after each start, up to five minutes, and never gives up';
      report.say('changed', 'restart', service, ['deploy', 'restart_policy', key], message);
    }
    const policy = text('deploy', 'restart_policy', 'condition') ?? text('restart');
    if (policy === null || policy === 'always' || policy === 'unless-stopped' || policy === 'any') continue;
    const path = tree('deploy', 'restart_policy') ? ['deploy', 'restart_policy'] : ['restart'];
    const message = `${policy}: a container that ends is restarted; turn one that runs once into a Job`;
    report.say('changed', 'restart', service, path, message);
  }
}

/** Reports start orders, since pods start together. */
function reportStartOrder({ report, podOf, workspace }: Frame, { members }: Pod): void {
  for (const service of members) {
    const { tri } = serviceFields(workspace, service);
    for (const { service: other, condition } of service.dependsOn) {
      const path = ['depends_on', other];
      if (tri('depends_on', other, 'restart') === true) {
        const message = `it is not restarted together with ${other}: use \`kubectl rollout restart\``;
        report.say('changed', 'start-order', service, [...path, 'restart'], message);
      }
      if (condition === 'service_healthy') {
        const message = `pods start together: until ${other} is healthy, it must retry, or fail and be restarted`;
        report.say('changed', 'start-order', service, path, message);
      } else if (condition === 'service_completed_successfully') {
        const line = `kubectl wait --for=condition=complete job/${podOf.get(other)?.name ?? other}`;
        const message = `pods start together: it does not wait until ${other} has ended. Apply it after \`${line}\`, or wait in an init container`;
        report.say('lost', 'start-order', service, path, message);
      }
    }
  }
}

/** Reports in one note which services restart in the cluster although the files do not say so. */
export function reportUnstatedRestarts(frame: Frame): void {
  const { services, workspace, report, podOf } = frame;
  const unsaid = services.filter((service) => {
    const pod = podOf.get(service.name);
    const { text } = serviceFields(workspace, service);
    if (pod && endsByItself(frame, pod)) return false;
    return text('restart') === null && text('deploy', 'restart_policy', 'condition') === null;
  });
  if (unsaid.length === 0) return;
  const message = `restarted whenever they end, although the files do not ask for it: ${nameList(unsaid.map(({ name }) => name))}`;
  report.say('changed', 'restart', null, [], message);
}
