// Services for the names of services of Compose: their own, aliases, names in links. A name is global in a namespace of Kubernetes,
// and leads to one pod.

import type { Service as KubernetesService, ServicePort } from 'kubernetes-types/core/v1';
import { nameList } from '../../compose/name-list.ts';
import { itemPlace } from '../../compose/places.ts';
import { rangeText } from '../../compose/project/ports/port-range.ts';
import type { Service } from '../../compose/topology.ts';
import { type ListeningPort, listeningPorts, listeningRange } from '../../images/catalogue.ts';
import { answersToServiceName } from '../../reach/namespaces/resolve-namespaces.ts';
import type { Path } from '../../yaml/tree.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { freeName, isServiceName, serviceNameFor } from './kubernetes-names.ts';
import { maxPorts, publishedPorts, publishedServices, reportOtherPorts } from './published.ts';

/** A name that leads to a pod, with the key that states it. */
interface Claim {
  readonly name: string;
  readonly pod: Pod;
  readonly kind: 'service' | 'alias' | 'hostname' | 'container' | 'link';
  /** The service and key that state the name. */
  readonly by: Service;
  readonly path: Path;
}

/** Returns all Services by pod in file order: names first, then published ports. */
export function services(frame: Frame): readonly KubernetesService[] {
  const claims = frame.services.flatMap((service) => claimsOf(frame, service));
  const names = settle(frame, claims);
  // Names that services look up are reserved first: generated names avoid them.
  for (const name of names.keys()) frame.nameFor('Service', name);
  const found: KubernetesService[] = [];
  const namesOf = new Map<Pod, string[]>(frame.pods.map((pod) => [pod, []]));
  for (const [name, { pod }] of names) namesOf.get(pod)?.push(name);
  for (const pod of frame.pods) {
    const podNames = namesOf.get(pod) ?? [];
    if (podNames.length === 0 && publishedPorts(frame, pod).local.length > 0) {
      podNames.push(frame.nameFor('Service', serviceNameFor(pod.name)));
    }
    const [first = pod.name] = podNames;
    const ports = podNames.length > 0 ? portsOf(frame, pod) : [];
    for (const name of podNames) found.push(namedService(pod, name, ports));
    found.push(...publishedServices(frame, pod));
    reportOtherPorts(frame, pod, first);
  }
  const narrow = found.filter(({ spec }) => spec?.type === undefined && spec?.ports !== undefined);
  if (narrow.length > 0) {
    const list = nameList(narrow.map(({ metadata }) => metadata?.name ?? ''));
    const message = `by its name, a service only answers at the ports of its Service, in Compose at every port: ${list}`;
    frame.report.say('changed', 'service-ports', null, [], message);
  }
  reportLostNames(frame, new Set(names.keys()));
  return found;
}

/** Returns the names by which others find a service, and those by which it looks for others. */
function claimsOf(frame: Frame, service: Service): readonly Claim[] {
  const { podOf, reach } = frame;
  const claims: Claim[] = [];
  const pod = podOf.get(service.name);
  const add = (kind: Claim['kind'], name: string, to: Pod | undefined, path: Path): void => {
    if (to) claims.push({ kind, name: name.toLowerCase(), pod: to, by: service, path });
  };
  const asked = frame.services.some(
    ({ name }) => name !== service.name && reach.resolves(name, service.name) !== false,
  );
  if (pod?.owner === service && pod.kind === 'networks' && service.mode.kind !== 'bridge') {
    if (asked && answersToServiceName(service)) add('service', service.name, pod, []);
    const { containerName, hostname, attachments } = service;
    for (const [index, { network, aliases }] of attachments.entries()) {
      const key = attachments[index]?.writtenAs ?? network;
      for (const [at, alias] of aliases.entries()) add('alias', alias, pod, ['networks', key, 'aliases', at]);
    }
    if (asked && containerName !== null) add('container', containerName, pod, ['container_name']);
    if (asked && hostname !== null) add('hostname', hostname, pod, ['hostname']);
  }
  for (const { service: to, alias } of service.links) {
    const target = podOf.get(to);
    const path = itemPlace(service, 'links', to).slice(2);
    // Without an alias it is the name that the service has anyway, except on the default bridge, which has no names.
    const name = alias ?? (target?.owner.mode.kind === 'bridge' ? to : null);
    if (target?.kind === 'networks' && name !== null) add('link', name, target, path);
  }
  return claims;
}

/**
 * Returns the pod of each name: that of the service with the name, or the first that claims it. A service with an invalid name gets another
 * one. Reports names that others lose.
 */
function settle({ report, pods }: Frame, claims: readonly Claim[]): ReadonlyMap<string, Claim> {
  const names = new Map<string, Claim>();
  // A service with exactly that name, then one that differs in upper and lower case (D12), then other claims.
  const rank = ({ kind, by, name }: Claim): number => (kind !== 'service' ? 2 : by.name === name ? 0 : 1);
  const ordered = [...claims].sort((a, b) => rank(a) - rank(b));
  for (const claim of ordered) {
    const { name, pod, by, path } = claim;
    const known = names.get(name);
    if (!isServiceName(name)) continue;
    if (!known) names.set(name, claim);
    else if (known.pod !== pod) {
      const message = `${name} is the name of ${known.pod.owner.name} in the cluster, where a name leads to one service`;
      report.say('lost', 'name-shared', by, path, message);
    }
  }
  for (const claim of ordered) {
    const { name, kind, by, path } = claim;
    if (isServiceName(name)) continue;
    const why = `${name} is not a valid Service name (a-z, 0-9 and -, a letter first, 63 at most)`;
    if (kind === 'service') {
      const other = freeName(new Set(names.keys()), serviceNameFor(name));
      names.set(other, claim);
      report.say('changed', 'service-name', by, path, `${why}: its Service is ${other}`);
    } else {
      // Aliases and links were written to be used, so they are lost.
      const used = kind === 'alias' || kind === 'link';
      report.say(used ? 'lost' : 'changed', 'service-name', by, path, why);
    }
  }
  // In the order of the pods, and of the names within each.
  const places = new Map(pods.map((pod, index) => [pod, index]));
  const placeOf = ({ pod }: Claim): number => places.get(pod) ?? 0;
  return new Map([...names].sort(([, a], [, b]) => placeOf(a) - placeOf(b)));
}

/** Reports needs that use a name missing in the cluster. */
function reportLostNames({ analysis, reach, report, podOf, pods }: Frame, names: ReadonlySet<string>): void {
  for (const { from, to, name, kind, at } of analysis.needs.all) {
    const known = names.has(name.toLowerCase());
    const target = podOf.get(to);
    const named = kind === 'reference' || kind === 'link';
    if (known || !named || !reach.facts.has(from) || !target) continue;
    if (podOf.get(from) === target || reach.resolves(from, to) === false) continue;
    const service = analysis.topology.services.get(from);
    if (!service) continue;
    const message = `names ${to} as ${name}, which does not exist in the cluster: use another of its names`;
    report.say('lost', 'mentioned-name', service, at.slice(2), message);
  }
  for (const pod of pods) {
    const { name } = pod.owner;
    if (pod.kind !== 'networks' || names.has(name.toLowerCase())) continue;
    for (const other of reach.services) {
      if (other === name || podOf.get(other) === pod || reach.resolves(other, name) === false) continue;
      const why = `${name} is not a valid Service name`;
      report.connect('closes', 'service-name', { kind: 'name', from: other, to: name }, why);
    }
  }
}

/** Returns the pod's ports: those of its services and images, and those that other services use. */
function portsOf({ analysis, report }: Frame, { members }: Pod): ServicePort[] {
  const ports = new Map<string, ServicePort>();
  const add = ({ port, protocol }: Pick<ListeningPort, 'port' | 'protocol'>): void => {
    const name = `${protocol.toLowerCase()}-${port}`;
    ports.set(name, { name, protocol: protocol.toUpperCase(), port, targetPort: port });
  };
  for (const member of members) {
    const listening = listeningPorts(member);
    for (const port of listening) {
      const { first, last } = listeningRange(port);
      if (ports.size + last - first >= maxPorts) {
        const message = `${rangeText({ first, last })}/${port.protocol} are ${last - first + 1} ports; a Service lists each port and here at most ${maxPorts}, so they do not answer by name. Use the pod's address, or expose fewer`;
        report.say('lost', 'port-range', member, [], message);
        continue;
      }
      for (let number = first; number <= last; number++) add({ port: number, protocol: port.protocol });
    }
    const inferred = listening.filter(({ inferred }) => inferred);
    if (inferred.length > 0) {
      const list = inferred.map(({ port, protocol }) => `${port}/${protocol}`);
      const message = `its Service has the ${list.length === 1 ? 'port' : 'ports'} that its image usually has: ${nameList(list)}. State others with \`expose\``;
      report.say('changed', 'image-ports', member, ['image'], message);
    }
    for (const need of analysis.needs.to(member.name)) {
      const { port } = need;
      if (need.kind === 'observed') add(need.seen);
      else if (port !== null && !ports.has(`udp-${port}`)) add({ port, protocol: 'tcp' });
    }
  }
  return [...ports.values()].filter(({ protocol = '' }) => /^(?:TCP|UDP|SCTP)$/.test(protocol));
}

/** Returns the Service of a name. Without a known port, the name leads to the pods' own addresses. */
function namedService(pod: Pod, name: string, ports: ServicePort[]): KubernetesService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { ...pod.labels } },
    spec: {
      ...(ports.length === 0 ? { clusterIP: 'None' } : {}),
      selector: { ...pod.labels },
      ...(ports.length > 0 ? { ports: ports.map((port) => ({ ...port })) } : {}),
    },
  };
}
