// An export to Kubernetes beside the compose file that it is made from: who reaches whom, on which ports, the ways out and in, and the
// names, by our analyzer there and by the policies here. What differs has to be what the export's report says, no more and no less.

import type { Service, Topology, Tri } from '../../src/core/compose/topology.ts';
import type { PlatformConnection, PlatformReport } from '../../src/core/export/platform/platform-export.ts';
import { computeReach } from '../../src/core/reach/compute-reach.ts';
import type { Family, Reach } from '../../src/core/reach/reach-model.ts';
import { either } from '../../src/core/reach/rows/tri.ts';
import { type Cluster, type Manifest, type Pod, readCluster } from './cluster.ts';
import { permitted } from './evaluate-policies.ts';
import { aliasComplaints, fenceComplaints } from './fence.ts';
import { matchServices } from './match-services.ts';
import { allPorts, formatPorts, isEmpty, noPorts, type PortSet, portRange, unite } from './port-set.ts';
import { looksUpNames, portsTo, resolveName } from './resolve-services.ts';
import { wayInFacts, world } from './ways-in.ts';

type Kind = PlatformConnection['kind'];
type Side = 'opens' | 'closes';

interface Difference {
  readonly side: Side;
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  readonly family?: Family;
  /** Of a way in by a published port: how the port of a report ends, whatever address it is bound to. */
  readonly port?: string;
  /** What is open here, and what there is on each side, for people. */
  readonly is: PortSet;
  readonly detail: string;
}

export interface Comparison {
  /** Facts that both sides answer, and how many of them are equal; a pair is one fact about every port. */
  readonly facts: number;
  readonly equal: number;
  readonly pairs: number;
  /** Facts about pods on the network of their node, about which policies say nothing. */
  readonly undefined: number;
  /** Differences that the report names, and facts of what it says is lost, by cause. */
  readonly named: ReadonlyMap<string, number>;
  /** Differences that it does not name. */
  readonly unnamed: readonly string[];
  /** Differences that it names and that are none. */
  readonly untrue: readonly string[];
}

export interface ComposeSide {
  readonly topology: Topology;
  readonly reach: Reach;
}

type Report = Pick<PlatformReport, 'kept' | 'changed' | 'opens' | 'closes' | 'lost'>;

/** Compares `manifests` with the project that it was made from, but for what `report` says of it. */
export function compareWithCompose(
  { topology, reach }: ComposeSide,
  manifests: readonly Manifest[],
  report: Report,
): Comparison {
  const cluster = readCluster(manifests);
  const { podOf, strays } = matchServices(cluster, reach);
  const differences: Difference[] = [];
  const unnamed: string[] = strays.map((pod) => `${pod.id} stands for no service`);
  const named = new Map<string, number>();
  const totals = { facts: 0, equal: 0, pairs: 0, undefined: 0 };
  const count = (cause: string): unknown => named.set(cause, (named.get(cause) ?? 0) + 1);

  /** The cause by which a fact about `service` is no question; null where it is one. */
  const excuse = (service: string): string | null => {
    const pod = podOf.get(service);
    const about = (notes: Report['lost']): string | undefined =>
      notes.find((note) => note.service === service || note.service === reach.facts.get(service)?.owner)
        ?.cause;
    if (!pod) return about(report.lost) ?? null;
    return pod.hostNetwork ? 'undefined' : null;
  };
  for (const service of reach.services) {
    const pod = podOf.get(service);
    const notes = [...report.lost, ...report.changed, ...report.kept];
    if (!pod && excuse(service) === null)
      unnamed.push(`${service} has no pod, and the report does not say so`);
    if (
      pod?.hostNetwork &&
      !notes.some((note) => [service, reach.facts.get(service)?.owner].includes(note.service ?? ''))
    )
      unnamed.push(`${service} is on the network of its node, and the report does not say so`);
  }
  const add = (
    parties: readonly string[],
    difference: Omit<Difference, 'side' | 'is'>,
    was: Tri,
    is: PortSet,
  ): void => {
    const excuses = parties.flatMap((party) => excuse(party) ?? []);
    if (excuses.includes('undefined')) totals.undefined += 1;
    else if (excuses[0] !== undefined) count(excuses[0]);
    else if (parties.every((party) => podOf.has(party))) {
      totals.facts += 1;
      const side = sideOf(was, is);
      if (side === null) totals.equal += 1;
      else
        differences.push({
          ...difference,
          side,
          is,
          detail: `${difference.detail}: ${was} there, ${formatPorts(is)} here`,
        });
    }
  };

  for (const from of reach.services) {
    const pod = podOf.get(from);
    const looksUp = pod !== undefined && looksUpNames(cluster, pod) !== false;
    // Docker's name server answers for outside names whoever can get there.
    if (pod && !pod.hostNetwork && !looksUp && reach.facts.get(from)?.egress === true)
      unnamed.push(`${from} has a way out and may look up no name`);
    for (const to of reach.services) {
      if (from === to) continue;
      totals.pairs += 1;
      const [sender, receiver] = [pod, podOf.get(to)];
      const pair = { from, to };
      // What is open through the host alone is no direct reach, but closing it is to be said, too.
      const was = either(reach.direct(from, to), reach.viaHost(from, to));
      const is = sender && receiver ? permitted(cluster, sender, receiver).ports : allPorts;
      add([from, to], { kind: 'connection', ...pair, detail: 'ports' }, was, is);
      const finds = looksUp || sender === receiver;
      const resolves =
        sender && receiver ? (finds ? answersTo(cluster, sender, to, receiver, is) : noPorts) : allPorts;
      add([from, to], { kind: 'name', ...pair, detail: 'by name' }, reach.resolves(from, to), resolves);
    }
    for (const [family, address] of world) {
      // What goes out and finds no way back without a route is open or shut as the export likes.
      const { egress, egressNeedsRoute } = reach.family(family).facts(from);
      const is = pod ? permitted(cluster, pod, address).ports : allPorts;
      const was =
        egress === false && egressNeedsRoute !== false && isEmpty(is)
          ? false
          : either(egress, egressNeedsRoute);
      add(
        [from],
        { kind: 'way-out', from, to: 'outside', family, detail: `way out over ${family}` },
        was,
        is,
      );
    }
  }
  for (const { from, was, is } of replicaFacts(cluster, { topology, reach }, podOf)) {
    add([from], { kind: 'connection', from, to: from, detail: 'ports of another replica' }, was, is);
  }
  for (const way of wayInFacts(cluster, reach, podOf)) {
    add([way.service], { kind: 'way-in', from: 'outside', to: way.service, ...way.about }, way.was, way.is);
  }
  unnamed.push(...aliasComplaints(cluster, { topology, reach }, podOf, report), ...fenceComplaints(cluster));

  const entries = entriesOf(report);
  const unused = new Set(entries);
  for (const difference of differences) {
    const [entry, ...same] = entries.filter((one) => names(one, difference));
    const note = entry ? null : noteOn(report, difference);
    if (entry) {
      for (const one of [entry, ...same]) unused.delete(one);
      count(entry.connection.cause);
    } else if (note !== null) count(note);
    else unnamed.push(formatDifference(difference));
  }
  const untrue = [...unused].flatMap(({ side, connection: { kind, from, to, cause } }) => {
    // The node of a pod always reaches it, and it the node: nothing here could say otherwise.
    if (kind === 'to-host' || kind === 'from-host') return [];
    const parties = [from, to].filter((party) => party !== 'outside');
    const excused = parties.some((party) => excuse(party) !== null || !podOf.has(party));
    return excused ? [] : [`${side} ${kind} ${from} → ${to} (${cause}): is the same on both sides`];
  });
  return { ...totals, named, unnamed, untrue };
}

/** Null where both are the same. Not known counts as possible, as where two versions are compared. */
function sideOf(was: Tri, is: PortSet): Side | null {
  if (was === 'unknown') return isEmpty(is) ? 'closes' : null;
  if (was) return formatPorts(is) === 'all' ? null : 'closes';
  return isEmpty(is) ? null : 'opens';
}

interface Entry {
  readonly side: Side;
  readonly connection: PlatformConnection;
}

function entriesOf({ opens, closes }: Report): readonly Entry[] {
  const of = (side: Side, list: readonly PlatformConnection[]): readonly Entry[] =>
    list.map((connection) => ({ side, connection }));
  return [...of('opens', opens), ...of('closes', closes)];
}

function names({ side, connection }: Entry, difference: Difference): boolean {
  const { kind, from, to, family, port } = connection;
  const sameFamily = family === undefined || difference.family === undefined || family === difference.family;
  return (
    side === difference.side &&
    kind === difference.kind &&
    from === difference.from &&
    to === difference.to &&
    sameFamily &&
    (difference.port === undefined || port.endsWith(difference.port))
  );
}

/** The cause of a note about all or one service that covers a difference of names; pairs are not listed for what holds of them all. */
function noteOn({ changed, lost }: Report, { kind, side, from, to, is }: Difference): string | null {
  if (kind !== 'name') return null;
  // A name that leads to some ports is one thing, a name that leads nowhere another.
  const closed = isEmpty(is) ? ['service-name', 'name-shared'] : ['image-ports', 'service-ports'];
  const causes = side === 'opens' ? ['names'] : closed;
  const note = [...changed, ...lost].find(
    ({ cause, service }) => causes.includes(cause) && (service === null || service === to),
  );
  // A service whose network is not known is said once to be denied everything.
  const denied = lost.find(
    ({ cause, service }) => /^mode-/.test(cause) && (service === from || service === to),
  );
  return note?.cause ?? (isEmpty(is) ? denied?.cause : null) ?? null;
}

function formatDifference({ side, kind, from, to, detail }: Difference): string {
  return `${side} ${kind} ${from} → ${to} (${detail})`;
}

/** The ports of `receiver` that `name` leads to from a pod, where policies let them through at the address: none where it does not resolve. */
function answersTo(cluster: Cluster, from: Pod, name: string, receiver: Pod, open: PortSet): PortSet {
  const resolved = resolveName(cluster, from.namespace, name);
  if (!resolved?.pods.includes(receiver)) return noPorts;
  const service = cluster.services.find(({ metadata }) => metadata?.name === resolved.service);
  if (resolved.headless || !service || isEmpty(open)) return allPorts;
  return unite(portsTo(service, receiver).map(({ protocol, port }) => portRange(protocol, port)));
}

/** Whether the replicas of a service reach each other, which is no pair of services: asked of a twin that has all but its ports. */
function* replicaFacts(
  cluster: Cluster,
  { topology, reach }: ComposeSide,
  podOf: ReadonlyMap<string, Pod>,
): Generator<{ readonly from: string; readonly was: Tri; readonly is: PortSet }> {
  for (const from of reach.services) {
    const service = topology.services.get(from);
    const pod = podOf.get(from);
    // Joined ones are in the namespace of another, all of them.
    if (!service || !pod || service.replicas < 2 || reach.facts.get(from)?.owner !== from) continue;
    const name = `${from} again`;
    const twin: Service = { ...service, id: `service:${name}`, name, ports: [] };
    const services = new Map([...topology.services, [name, twin]]);
    const was = computeReach({ ...topology, services }, reach.options).direct(from, name);
    yield { from, was, is: permitted(cluster, pod, { ...pod }).ports };
  }
}
