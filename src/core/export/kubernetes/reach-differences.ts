// Connections that exist in Compose or in Kubernetes alone with these policies: between services, and to and from the outside and the
// machine. What is unknown in Compose is never allowed.

import { nameList } from '../../compose/name-list.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { boundPort } from '../../reach/diff/way-changes.ts';
import type { Family } from '../../reach/reach-model.ts';
import { triBit } from '../../reach/rows/tri-row.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { connectedPairs, looksUpNames } from './network-policies.ts';

const unknownInCompose = 'the files do not show whether it does in Compose, so it is denied';

/** Reports every difference in reach. */
export function reportReachDifferences(frame: Frame): void {
  const { reach } = frame;
  const places = new Map(reach.services.map((name, index) => [name, index]));
  const targets = frame.services.map((service) => ({
    service,
    place: places.get(service.name) ?? -1,
    onNode: podOf(frame, service).kind === 'host',
  }));
  for (const from of frame.services) {
    const source = podOf(frame, from);
    const deaf = !looksUpNames(frame, source);
    const direct = reach.row('direct', from.name);
    const viaHost = reach.row('viaHost', from.name);
    for (const { service: to, place, onNode } of targets) {
      if (from === to) continue;
      const answer = triBit(direct, place);
      // Nearly all pairs: connected in both, or in neither.
      const alike = answer === true || (answer === false && triBit(viaHost, place) === false);
      if (!alike || onNode || source.kind === 'host') reportPair(frame, from, to);
      if (deaf) reportName(frame, from, to);
    }
  }
  for (const service of frame.services) {
    reportWaysOut(frame, service);
    reportWaysIn(frame, service);
    reportNode(frame, service);
  }
  reportProject(frame);
}

function podOf({ podOf }: Frame, { name }: Service): Pod {
  const pod = podOf.get(name);
  if (!pod) throw new RangeError(`no pod of ${name}`);
  return pod;
}

function reportPair(frame: Frame, from: Service, to: Service): void {
  const { reach, report } = frame;
  const source = podOf(frame, from);
  const target = podOf(frame, to);
  if (source === target) return;
  const direct = reach.direct(from.name, to.name);
  const pair = { kind: 'connection' as const, from: from.name, to: to.name };
  const open = source.kind === 'host' ? from.name : target.kind === 'host' ? to.name : null;
  if (open !== null) {
    if (source.kind === target.kind) return;
    if (direct === true) {
      const why = `${open} is on the network of its node, where policies do not apply: it works on one node, and from another only if the cluster's network recognizes such pods by their labels`;
      report.connect('closes', 'host-network', pair, why);
    } else {
      const why = `${open} is on the network of its node, and policies never separate a node from its own pods`;
      report.connect('opens', 'node-traffic', pair, why);
    }
    return;
  }
  if (direct === true) return;
  const viaHost = reach.viaHost(from.name, to.name);
  if (direct === 'unknown' || viaHost === 'unknown')
    report.connect('closes', 'unknown', pair, unknownInCompose);
  else if (viaHost) {
    const why =
      'in Compose through a port published to the outside, which in the cluster only serves the outside';
    report.connect('closes', 'published-port', pair, why);
  }
}

/** Reports names that may resolve in Compose, for services without a name server in the cluster. */
function reportName(frame: Frame, from: Service, to: Service): void {
  if (podOf(frame, from) === podOf(frame, to) || frame.reach.resolves(from.name, to.name) === false) return;
  frame.report.connect('closes', 'unknown', { kind: 'name', from: from.name, to: to.name }, unknownInCompose);
}

function reportWaysOut(frame: Frame, service: Service): void {
  const { reach, report } = frame;
  const facts = reach.facts.get(service.name);
  if (!facts) return;
  if (facts.egress === 'unknown') {
    const way = { kind: 'way-out' as const, from: service.name, to: 'outside' };
    report.connect('closes', 'unknown', way, unknownInCompose);
  }
  if (facts.egress === false && facts.egressNeedsRoute === true) {
    const message =
      'its connections leave the host, and answers need a route back: in the cluster they do not leave';
    report.say('changed', 'needs-route', service, ['networks'], message);
  }
}

function reportWaysIn(frame: Frame, service: Service): void {
  const { reach, report, options } = frame;
  const facts = reach.facts.get(service.name);
  if (!facts) return;
  const close = (cause: string, port: string, why: string): void =>
    report.connect('closes', cause, { kind: 'way-in', from: 'outside', to: service.name, port }, why);
  for (const port of facts.published) {
    if (port.reachableFrom === 'unknown') close('unknown', boundPort(port), unknownInCompose);
    if (port.reachableFrom === 'outside' && options.serviceType === 'ClusterIP') {
      close('service-type', boundPort(port), 'a Service of type ClusterIP only answers inside the cluster');
    }
  }
  for (const { raw, reachableFrom } of facts.unreadPorts) {
    if (reachableFrom === 'unknown') close('unknown', raw, unknownInCompose);
  }
  if (facts.fromOutside === 'unknown' && facts.published.length + facts.unreadPorts.length === 0) {
    close('unknown', '', unknownInCompose);
  }
}

/** Reports that a node and its own pods reach each other whatever the policies. */
function reportNode(frame: Frame, service: Service): void {
  if (podOf(frame, service).kind === 'host') return;
  const facts = frame.reach.facts.get(service.name);
  const why = 'policies never separate a node from its own pods';
  if (facts?.toHost === false) {
    const way = { kind: 'to-host' as const, from: service.name, to: 'host' };
    frame.report.connect('opens', 'node-traffic', way, why);
  }
  if (facts?.fromHost === false) {
    const way = { kind: 'from-host' as const, from: 'host', to: service.name };
    frame.report.connect('opens', 'node-traffic', way, why);
  }
}

/** Reports differences of the whole project once. */
function reportProject(frame: Frame): void {
  const { reach, report, pods, options, services } = frame;
  const pairs = connectedPairs(frame);
  const message = `${counted(pods.length, 'pod')}: everything is denied in both directions except ${counted(pairs, 'pair')} that Compose connects at the containers' own addresses on every port`;
  report.say('kept', 'policies', null, [], message);
  const oneSided = oneFamilyPairs(frame);
  if (oneSided.length > 0) {
    const text = `connected in only one address family in Compose, and in all of the cluster's here: ${nameList(oneSided)}`;
    report.say('changed', 'one-family', null, [], text);
  }
  const out = services.filter(({ name }) => reach.facts.get(name)?.egress === true);
  const entering = services.filter(({ name }) => reach.facts.get(name)?.fromOutside === true);
  if (out.length + entering.length > 0) {
    const text = `the outside is every address but ${options.clusterCidrs.join(', ')}. Other machines with such addresses, as on a home network, are denied both ways: name only the cluster's ranges with --cluster-cidr`;
    report.say('changed', 'cluster-cidr', null, [], text);
  }
  const quiet = services.filter(({ name }) => {
    const pod = frame.podOf.get(name);
    return pod !== undefined && looksUpNames(frame, pod) && reach.facts.get(name)?.egress === false;
  });
  if (quiet.length > 0) {
    const text = `the name server of the cluster asks servers outside, so look-ups leave from ${nameList(quiet.map(({ name }) => name))}; Docker's does not do that for services without a way out (E7)`;
    report.say('changed', 'dns', null, [], text);
  }
  report.say(
    'changed',
    'node-traffic',
    null,
    [],
    "policies apply where the cluster's network enforces NetworkPolicy, and never between a pod and its own node",
  );
  report.say(
    'changed',
    'names',
    null,
    [],
    'names belong to the namespace: a service may look up one that it cannot reach',
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function oneFamilyPairs({ reach, services, podOf }: Frame): readonly string[] {
  if (!reach.apart) return [];
  const direct = (family: Family, from: Service, to: Service): Tri =>
    reach.family(family).direct(from.name, to.name);
  const found: string[] = [];
  for (const from of services) {
    for (const to of services) {
      if (podOf.get(from.name) === podOf.get(to.name)) continue;
      const [ipv4, ipv6] = [direct('ipv4', from, to), direct('ipv6', from, to)];
      if ((ipv4 === true) !== (ipv6 === true) && reach.direct(from.name, to.name) === true) {
        found.push(`${from.name} to ${to.name} (${ipv4 === true ? 'IPv4' : 'IPv6'})`);
      }
    }
  }
  return found;
}
