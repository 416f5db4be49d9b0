// What an API server refuses in a pod beyond the schema: names that clash, volumes and mounts that do not meet, probes with no or two
// handlers, quantities, restart policies that the kind does not take, host networks and ports, contradictory security contexts.

import ipaddr from 'ipaddr.js';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IProbe } from 'kubernetes-models/v1/Probe';
import { isLabel, isPort, isPortName, isSubdomain, quantity } from './name-forms.ts';

/** `claims`: the volumes that a StatefulSet makes for each pod. */
export function podComplaints(
  { spec }: IPodTemplateSpec,
  kind: string,
  claims: readonly string[],
): readonly string[] {
  if (!spec) return ['no pod spec'];
  const complaints: string[] = [...podFieldComplaints(spec, kind)];
  const volumes = new Set(claims);
  for (const { name, ...source } of spec.volumes ?? []) {
    if (!isLabel(name)) complaints.push(`volumes: ${name} is no name`);
    if (volumes.has(name) && !claims.includes(name)) complaints.push(`volumes: ${name} twice`);
    if (Object.keys(source).length !== 1)
      complaints.push(`volumes: ${name} has ${Object.keys(source).length} sources`);
    const limit = source.emptyDir?.sizeLimit;
    if (limit !== undefined && quantity(limit) === null)
      complaints.push(`volumes: ${name}: ${limit} is not a size`);
    if (source.hostPath?.path.split('/').includes('..')) complaints.push(`volumes: ${name}: a path with ..`);
    volumes.add(name);
  }
  const init = spec.initContainers ?? [];
  if (spec.containers.length === 0) complaints.push('no container');
  const names = new Set<string>();
  const hostPorts = new Set<string>();
  for (const container of [...init, ...spec.containers]) {
    const { name } = container;
    const at = (complaint: string): number => complaints.push(`container ${name}: ${complaint}`);
    if (!isLabel(name)) at('no name');
    if (names.has(name)) at('a name that is there twice');
    names.add(name);
    const stays = !init.includes(container) || container.restartPolicy === 'Always';
    if (
      !stays &&
      (container.livenessProbe || container.readinessProbe || container.startupProbe || container.lifecycle)
    )
      at('an init container that ends has no probes');
    if (!init.includes(container) && container.restartPolicy) at('restartPolicy is for init containers');
    for (const complaint of containerComplaints(container, volumes)) at(complaint);
    for (const { hostPort, hostIP = '', containerPort, protocol = 'TCP' } of container.ports ?? []) {
      if (hostPort === undefined) continue;
      const key = `${hostIP} ${protocol} ${hostPort}`;
      if (hostPorts.has(key)) at(`host port ${key.trim()} twice`);
      hostPorts.add(key);
      if (spec.hostNetwork && hostPort !== containerPort) at('on the host network ports are the same');
    }
  }
  return complaints;
}

function podFieldComplaints(spec: IPodSpec, kind: string): readonly string[] {
  const complaints: string[] = [];
  const { restartPolicy = 'Always', hostname, subdomain, hostNetwork, securityContext } = spec;
  if (['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind) && restartPolicy !== 'Always')
    complaints.push(`restartPolicy: ${restartPolicy} is not for a ${kind}`);
  if (['Job', 'CronJob'].includes(kind) && restartPolicy === 'Always')
    complaints.push(`restartPolicy: Always is not for a ${kind}`);
  for (const name of [hostname, subdomain]) {
    if (name !== undefined && !isLabel(name)) complaints.push(`${name} is no host name`);
  }
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0)
    complaints.push('terminationGracePeriodSeconds: negative');
  if (spec.shareProcessNamespace && spec.hostPID) complaints.push('shareProcessNamespace beside hostPID');
  for (const { ip, hostnames = [] } of spec.hostAliases ?? []) {
    if (!ipaddr.isValid(ip)) complaints.push(`hostAliases: ${ip} is not an address`);
    for (const name of hostnames) if (!isSubdomain(name)) complaints.push(`hostAliases: ${name} is no name`);
  }
  const { nameservers = [], searches = [] } = spec.dnsConfig ?? {};
  if (nameservers.length > 3) complaints.push('dnsConfig: more than 3 name servers');
  for (const address of nameservers)
    if (!ipaddr.isValid(address)) complaints.push(`dnsConfig: ${address} is not an address`);
  if (searches.length > 32) complaints.push('dnsConfig: more than 32 searches');
  if (spec.dnsPolicy === 'None' && nameservers.length === 0)
    complaints.push('dnsPolicy: None without a name server');
  const sysctls = (securityContext?.sysctls ?? []).map(({ name }) => name);
  for (const [index, name] of sysctls.entries()) {
    if (
      !/^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/.test(name) ||
      name.length > 253
    )
      complaints.push(`sysctls: ${name} is no name`);
    if (sysctls.indexOf(name) !== index) complaints.push(`sysctls: ${name} twice`);
    if (hostNetwork && /^net[./]/.test(name)) complaints.push(`sysctls: ${name} is the host's`);
  }
  const { runAsUser, runAsGroup, fsGroup, supplementalGroups = [] } = securityContext ?? {};
  complaints.push(...idComplaints([runAsUser, runAsGroup, fsGroup, ...supplementalGroups]));
  return complaints;
}

function idComplaints(ids: readonly (number | undefined)[]): readonly string[] {
  return ids.flatMap((id) =>
    id === undefined || (Number.isInteger(id) && id >= 0 && id <= 2_147_483_647)
      ? []
      : [`${id} is no id of a user or group`],
  );
}

function containerComplaints(container: IContainer, volumes: ReadonlySet<string>): readonly string[] {
  const { image = '', ports = [], env = [], volumeMounts = [], resources, securityContext } = container;
  const complaints: string[] = [];
  if (image === '' || image.trim() !== image) complaints.push('no image');
  const portNames = new Set<string>();
  for (const { name, containerPort, hostPort } of ports) {
    if (!isPort(containerPort) || (hostPort !== undefined && !isPort(hostPort))) complaints.push('no port');
    if (name === undefined) continue;
    if (!isPortName(name)) complaints.push(`${name} is no name of a port`);
    if (portNames.has(name)) complaints.push(`the port name ${name} twice`);
    portNames.add(name);
  }
  for (const { name, value, valueFrom } of env) {
    // The strict form: the relaxed one is a feature of late releases.
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) complaints.push(`env: ${name} is no name`);
    if (value && valueFrom) complaints.push(`env: ${name} has a value and a source`);
    if (valueFrom && Object.keys(valueFrom).length !== 1) complaints.push(`env: ${name} has not one source`);
  }
  const paths = new Set<string>();
  for (const { name, mountPath, subPath = '' } of volumeMounts) {
    if (!volumes.has(name)) complaints.push(`mounts ${name}, which is no volume of the pod`);
    if (mountPath === '' || mountPath.includes(':')) complaints.push(`${mountPath} is no path to mount at`);
    if (paths.has(mountPath)) complaints.push(`mounts twice at ${mountPath}`);
    if (subPath.startsWith('/') || subPath.split('/').includes('..'))
      complaints.push(`subPath ${subPath} leads away`);
    paths.add(mountPath);
  }
  for (const [kind, limits] of Object.entries(resources ?? {})) {
    for (const [what, amount] of Object.entries(limits as Record<string, string | number>)) {
      const size = quantity(amount);
      if (size === null || size < 0) complaints.push(`resources.${kind}.${what}: ${amount} is no amount`);
    }
  }
  for (const [what, request] of Object.entries(resources?.requests ?? {})) {
    const limit = resources?.limits?.[what];
    if (limit !== undefined && (quantity(request) ?? 0) > (quantity(limit) ?? 0))
      complaints.push(`resources: more ${what} requested than the limit`);
  }
  const { privileged, allowPrivilegeEscalation, capabilities, runAsUser, runAsGroup } = securityContext ?? {};
  const strong = privileged || capabilities?.add?.some((one) => /^(CAP_)?SYS_ADMIN$/.test(one));
  if (strong && allowPrivilegeEscalation === false)
    complaints.push('allowPrivilegeEscalation: false beside privileged or SYS_ADMIN');
  for (const name of [...(capabilities?.add ?? []), ...(capabilities?.drop ?? [])]) {
    // The server takes anything; the runtime starts no container with a name that it does not know.
    if (!/^(ALL|[A-Z][A-Z0-9_]*)$/.test(name) || name.startsWith('CAP_'))
      complaints.push(`${name} is no capability`);
  }
  complaints.push(...idComplaints([runAsUser, runAsGroup]));
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
  for (const kind of probes) {
    const probe = container[kind];
    if (probe) complaints.push(...probeComplaints(probe, kind).map((one) => `${kind}: ${one}`));
  }
  return complaints;
}

function probeComplaints(probe: IProbe, kind: string): readonly string[] {
  const handlers = [probe.exec, probe.httpGet, probe.tcpSocket, probe.grpc].filter(
    (one) => one !== undefined,
  );
  const complaints = handlers.length === 1 ? [] : [`${handlers.length} handlers`];
  if (probe.exec && !probe.exec.command?.length) complaints.push('no command');
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (typeof port === 'string' ? !isPortName(port) : port !== undefined && !isPort(port))
    complaints.push(`${port} is no port`);
  const {
    initialDelaySeconds,
    timeoutSeconds,
    periodSeconds,
    successThreshold = 1,
    failureThreshold,
  } = probe;
  // 0 is read as not given, which is not what 0 says.
  if (
    [timeoutSeconds, periodSeconds, failureThreshold].some(
      (one) => one !== undefined && (one < 1 || !Number.isInteger(one)),
    )
  )
    complaints.push('a number below 1');
  if ((initialDelaySeconds ?? 0) < 0) complaints.push('initialDelaySeconds: negative');
  if (kind !== 'readinessProbe' && successThreshold !== 1) complaints.push('successThreshold: must be 1');
  return complaints;
}
