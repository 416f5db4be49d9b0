// Published ports: which of them answer the outside, and the Services for those.

import type { Service as KubernetesService, ServicePort } from 'kubernetes-types/core/v1';
import { containerText, eachPort, portCount } from '../../compose/project/ports/port-range.ts';
import { allFamilies, type Family, type Published } from '../../reach/reach-model.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { serviceNameFor, withEnd } from './kubernetes-names.ts';

export interface PublishedPort {
  readonly containerPort: number;
  /** The protocol: `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;
  /** The host port as in the file: '' when the host picks one, `A-B` for a pool. */
  readonly hostPort: string;
  readonly hostIp: string;
  /** The families in which the port answers the outside. */
  readonly families: readonly Family[];
  /** The position in the owner's `ports`. */
  readonly index: number;
}

export interface PublishedPorts {
  /** Ports that answer the outside both in Compose and in the cluster. */
  readonly outside: readonly PublishedPort[];
  /** Ports bound to loopback. */
  readonly local: readonly PublishedPort[];
}

const protocols: ReadonlySet<string> = new Set(['TCP', 'UDP', 'SCTP']);

/** Returns the published ports of a pod. A Service of type ClusterIP is not reachable from outside. */
export function publishedPorts({ reach, options }: Frame, { owner, kind }: Pod): PublishedPorts {
  const outside: PublishedPort[] = [];
  const local: PublishedPort[] = [];
  if (kind !== 'networks') return { outside, local };
  for (const [at, port] of (reach.facts.get(owner.name)?.published ?? []).entries()) {
    const families = allFamilies.filter(
      (family) => reach.family(family).facts(owner.name).published[at]?.reachableFrom === 'outside',
    );
    if (!protocols.has(port.protocol.toUpperCase())) continue;
    const list = families.length > 0 && options.serviceType !== 'ClusterIP' ? outside : local;
    if (families.length === 0 && port.reachableFrom !== 'host') continue;
    if (list.length + portCount(port) > maxPorts) continue;
    for (const published of eachPort(port)) list.push(portOf(published, families));
  }
  return { outside, local };
}

/** Maximum number of ports in a Service, which lists each one; an API server rejects an object with all ports. */
export const maxPorts = 1000;

/** Reports port ranges that are too long to list. */
function reportLongRanges(frame: Frame, pod: Pod): void {
  const listed = publishedPorts(frame, pod);
  const known = new Set([...listed.outside, ...listed.local].map(({ index }) => index));
  for (const port of frame.reach.facts.get(pod.owner.name)?.published ?? []) {
    if (port.reachableFrom === 'nowhere' || port.reachableFrom === 'unknown' || known.has(port.index))
      continue;
    if (!protocols.has(port.protocol.toUpperCase())) continue;
    const message = `${containerText(port)}/${port.protocol} are ${portCount(port)} ports; a Service lists each port and here at most ${maxPorts}, so none is published. Publish fewer, or run it on the network of its node`;
    frame.report.say('lost', 'port-range', pod.owner, ['ports', port.index], message);
  }
}

function portOf(
  { containerPort, protocol, hostPort, hostIp, index }: Published,
  families: readonly Family[],
): PublishedPort {
  return { containerPort, protocol: protocol.toUpperCase(), hostPort, hostIp, families, index };
}

/** Returns the Services through which the outside reaches a pod: several when one port is published on several host addresses. */
export function publishedServices(frame: Frame, pod: Pod): readonly KubernetesService[] {
  const { outside } = publishedPorts(frame, pod);
  const lists: ServicePort[][] = [];
  // Of each list, and of all: a look through a list for each of its ports would take its square.
  const given: Set<string>[] = [];
  const targets = new Set<string>();
  for (const publishedPort of outside) {
    const { containerPort, protocol, hostPort } = publishedPort;
    const [first] = hostPort.split('-', 1);
    const port = Number(first) || containerPort;
    const portKey = `${port}/${protocol}`;
    if (targets.has(`${portKey} ${containerPort}`)) continue;
    targets.add(`${portKey} ${containerPort}`);
    reportAddress(frame, pod, publishedPort, port);
    const node = frame.options.serviceType === 'NodePort' ? nodePort(frame, pod, publishedPort, port) : {};
    const name = `${protocol.toLowerCase()}-${port}`;
    const place = given.findIndex((ports) => !ports.has(portKey));
    const isFirst = given.every((ports) => !ports.has(portKey));
    const list = lists[place];
    const entry = {
      name,
      protocol,
      port,
      targetPort: containerPort,
      ...(isFirst ? node : {}),
    };
    given[place]?.add(portKey);
    if (list) list.push(entry);
    else {
      lists.push([entry]);
      given.push(new Set([portKey]));
    }
  }
  const { report, options } = frame;
  if (options.serviceType === 'LoadBalancer' && lists.some(isMixed)) {
    const message = 'ports of several protocols on one load balancer, which not every cloud supports';
    report.say('changed', 'mixed-protocols', pod.owner, ['ports'], message);
  }
  return lists.map((ports) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: frame.nameFor('Service', withEnd(serviceNameFor(pod.name), '-published')),
      labels: { ...pod.labels },
    },
    spec: {
      type: options.serviceType,
      // The policy allows the outside by its addresses, which other nodes would replace by their own.
      externalTrafficPolicy: 'Local',
      selector: { ...pod.labels },
      ports,
    },
  }));
}

function isMixed(ports: readonly ServicePort[]): boolean {
  return new Set(ports.map(({ protocol }) => protocol)).size > 1;
}

function reportAddress(
  { report }: Frame,
  { owner }: Pod,
  { hostPort, hostIp, index }: PublishedPort,
  port: number,
): void {
  if (hostPort !== `${port}`) {
    const was = hostPort === '' ? 'Compose leaves the port to the host' : `Compose takes one of ${hostPort}`;
    report.say('changed', 'host-port', owner, ['ports', index], `${was}: here it is ${port}`);
  }
  if (hostIp !== '' && hostIp !== '0.0.0.0' && hostIp !== '::') {
    const message = `${hostIp} is an address of the machine: in the cluster the port answers at every address of its Service`;
    report.say('changed', 'host-address', owner, ['ports', index], message);
  }
}

/** Returns the node port when the number is in the cluster's range; otherwise the cluster picks one. */
function nodePort(
  { report }: Frame,
  { owner }: Pod,
  { index }: PublishedPort,
  port: number,
): ServicePort | object {
  if (port >= 30_000 && port <= 32_767) return { nodePort: port };
  const message = `${port} is not a node port (30000–32767): the cluster picks one`;
  report.say('changed', 'node-port', owner, ['ports', index], message);
  return {};
}

/** Reports ports that do not answer the outside, or may not. */
export function reportOtherPorts(frame: Frame, pod: Pod, service: string): void {
  const { report, reach } = frame;
  const facts = reach.facts.get(pod.owner.name);
  if (pod.kind === 'networks') reportLongRanges(frame, pod);
  for (const { containerPort, hostPort, index } of publishedPorts(frame, pod).local) {
    const line = `kubectl port-forward service/${service} ${Number(hostPort) || containerPort}:${containerPort}`;
    const message = `bound to loopback. To reach it from one machine: \`${line}\``;
    report.say('changed', 'loopback-port', pod.owner, ['ports', index], message);
  }
  for (const { reachableFrom, protocol, index } of facts?.published ?? []) {
    if (reachableFrom === 'nowhere') {
      report.say('kept', 'dead-port', pod.owner, ['ports', index], 'is dead, as in Compose');
    } else if (reachableFrom === 'unknown') {
      const message = 'the files do not show where it answers: not published';
      report.say('lost', 'unknown-port', pod.owner, ['ports', index], message);
    } else if (!protocols.has(protocol.toUpperCase())) {
      report.say(
        'lost',
        'port-protocol',
        pod.owner,
        ['ports', index],
        `Kubernetes does not support the protocol ${protocol}`,
      );
    }
  }
  for (const { raw, index, reachableFrom } of facts?.unreadPorts ?? []) {
    if (reachableFrom === 'nowhere') continue;
    const message = `${raw}: a variable has no value, so the port is unknown: not published`;
    report.say('lost', 'unknown-port', pod.owner, ['ports', index], message);
  }
}
