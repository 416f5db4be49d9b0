// The ways in of a project as the analyzer says, and beside each what Services and policies let in.

import { eachPort } from '../../src/core/compose/project/ports/port-range.ts';
import type { Tri } from '../../src/core/compose/topology.ts';
import type { Family, Reach } from '../../src/core/reach/reach-model.ts';
import { type Cluster, type Pod, places } from './cluster.ts';
import { permitted } from './evaluate-policies.ts';
import {
  allPorts,
  formatPorts,
  isEmpty,
  noPorts,
  type PortSet,
  portRange,
  protocols,
  unite,
  without,
} from './port-set.ts';
import { waysIn } from './resolve-services.ts';

/** An address of the world in each family. */
export const world: readonly (readonly [Family, string])[] = [
  ['ipv4', places.world],
  ['ipv6', places.world6],
];

export interface WayInFact {
  readonly service: string;
  readonly was: Tri;
  readonly is: PortSet;
  readonly about: {
    readonly family: Family;
    /** Of a published port: how the port of a report ends, whatever address it is bound to. */
    readonly port?: string;
    readonly detail: string;
  };
}

/** One for each published port, and one for every service about all that is open to the world beside those; each in each family. */
export function* wayInFacts(
  cluster: Cluster,
  reach: Reach,
  podOf: ReadonlyMap<string, Pod>,
): Generator<WayInFact> {
  const ways = waysIn(cluster).filter(({ from, keepsSource }) => keepsSource || from.has(places.node));
  for (const [family, address] of world) {
    const ports = publishedIn(reach, family);
    const openOf = (pod: Pod | undefined): PortSet =>
      unite(
        ports
          .filter(({ service, was }) => was !== false && podOf.get(service) === pod)
          .map(({ target }) => target),
      );
    for (const { service, hostPort, protocol, target, was, elsewhere } of ports) {
      const pod = podOf.get(service);
      // A policy knows the pod's own port alone: another port that leads there may have let this family in.
      if (elsewhere && isEmpty(without(target, openOf(pod)))) continue;
      const found = ways.some(
        (way) =>
          way.pod === pod &&
          isEmpty(without(target, portRange(way.protocol, way.target ?? 0))) &&
          // Where the host picks one of several, so may the cluster.
          (!/^\d+$/.test(hostPort) || way.port === Number(hostPort)) &&
          way.from.has(address),
      );
      const detail = `port ${hostPort} to ${formatPorts(target)} over ${family}`;
      yield {
        service,
        was,
        is: found ? allPorts : noPorts,
        about: { family, port: `:${hostPort}/${protocol}`, detail },
      };
    }
    for (const [service, pod] of podOf) {
      const facts = reach.facts.get(service);
      for (const { raw, reachableFrom } of facts?.unreadPorts ?? []) {
        if (reachableFrom !== 'unknown') continue;
        yield {
          service,
          was: reachableFrom,
          is: noPorts,
          about: { family, port: raw, detail: `port ${raw}` },
        };
      }
      const is = without(permitted(cluster, address, pod).ports, openOf(pod));
      // Who publishes nothing may be open all the same, or nobody knows.
      const answers = [...(facts?.published ?? []), ...(facts?.unreadPorts ?? [])].some(
        ({ reachableFrom }) => reachableFrom === 'outside' || reachableFrom === 'unknown',
      );
      const was = answers ? false : reach.family(family).facts(service).fromOutside;
      const detail = `beside what is published, over ${family}`;
      if (facts?.owner === service || facts?.owner === null)
        yield { service, was, is, about: { family, detail } };
    }
  }
}

interface PublishedPort {
  readonly service: string;
  readonly hostPort: string;
  readonly protocol: string;
  readonly target: PortSet;
  readonly was: Tri;
  /** It answers outside in the other family alone. */
  readonly elsewhere: boolean;
}

/** The ports of every service, which are those of all in its network namespace. */
function publishedIn(reach: Reach, family: Family): readonly PublishedPort[] {
  const outside = (from: string | undefined): Tri => (from === 'unknown' ? from : from === 'outside');
  return reach.services.flatMap((name) =>
    reach
      .family(family)
      .facts(name)
      .published.flatMap((port, index): PublishedPort[] => {
        const protocol = protocols.find((one) => one === port.protocol.toUpperCase());
        if (!protocol) return [];
        const was = outside(port.reachableFrom);
        const elsewhere =
          was === false && outside(reach.facts.get(name)?.published[index]?.reachableFrom) !== false;
        const own = { service: name, protocol: port.protocol, was, elsewhere };
        return [...eachPort(port)].map(({ hostPort, containerPort }) => ({
          ...own,
          hostPort,
          target: portRange(protocol, containerPort),
        }));
      }),
  );
}
