// An Engine on another host than this machine: in a virtual machine, or without root in its own namespaces. It publishes ports through a
// proxy that was not measured (O15), so all facts about the host are unknown. Connections between containers and ways out are unaffected.

import type { Tri } from '../compose/topology.ts';
import {
  type FamilyFacts,
  type FamilyReach,
  type Published,
  type Reach,
  type ServiceFacts,
  type Way,
  ways,
} from './reach-model.ts';
import { newRow, setBit } from './rows/bit-row.ts';
import { either } from './rows/tri.ts';
import { type TriRow, triBit } from './rows/tri-row.ts';

/** Returns the reach with all facts about the host unknown. */
export function withForeignHost(plain: Reach): Reach {
  const { services } = plain;
  const indexOf = new Map(services.map((name, index) => [name, index]));
  const factsOf = (name: string): ServiceFacts => {
    const facts = plain.facts.get(name);
    if (!facts) throw new RangeError(`not an active service: ${name}`);
    return facts;
  };

  function wayOnForeignHost(kind: Way, from: string, to: string, value: Tri): Tri {
    const [caller, target] = [factsOf(from), factsOf(to)];
    if (caller.isolation === 'closed' || target.isolation === 'closed') return value;
    const [callerOnHost, targetOnHost] = [usesHostNetwork(caller), usesHostNetwork(target)];
    if (kind === 'direct') return callerOnHost === targetOnHost ? value : 'unknown';
    return targetOnHost || publishes(target) ? 'unknown' : false;
  }
  const rowOnForeignHost = (kind: Way, from: string, row: TriRow): TriRow => {
    const [yes, maybe] = [newRow(services.length), newRow(services.length)];
    services.forEach((to, index) => {
      const value = from === to ? triBit(row, index) : wayOnForeignHost(kind, from, to, triBit(row, index));
      if (value !== false) setBit(value === true ? yes : maybe, index);
    });
    return { yes, maybe };
  };
  const rows = new Map<string, TriRow>();
  const row: Reach['row'] = (kind, from) => {
    if (kind === 'resolves') return plain.row(kind, from);
    const key = `${kind} ${from}`;
    const cached = rows.get(key) ?? rowOnForeignHost(kind, from, plain.row(kind, from));
    rows.set(key, cached);
    return cached;
  };
  const bit = (of: (kind: Way, from: string) => TriRow, kind: Way, from: string, to: string): Tri =>
    triBit(of(kind, from), indexOf.get(to) ?? -1);
  const family: Reach['family'] = (name) => {
    const ownReach = plain.family(name);
    const ownRow: FamilyReach['row'] = (kind, from) => rowOnForeignHost(kind, from, ownReach.row(kind, from));
    return {
      facts: (service) => withHostUnknown(ownReach.facts(service), factsOf(service)),
      row: ownRow,
      direct: (from, to) => bit(ownRow, 'direct', from, to),
      viaHost: (from, to) => bit(ownRow, 'viaHost', from, to),
      viaGateway: (from, to) => bit(ownRow, 'viaGateway', from, to),
    };
  };
  let facts: ReadonlyMap<string, ServiceFacts> | null = null;
  return {
    ...plain,
    family,
    get facts() {
      facts ??= new Map([...plain.facts].map(([name, facts]) => [name, withHostUnknown(facts, facts)]));
      return facts;
    },
    row,
    direct: (from, to) => bit(row, 'direct', from, to),
    viaHost: (from, to) => bit(row, 'viaHost', from, to),
    viaGateway: (from, to) => bit(row, 'viaGateway', from, to),
    reaches: (from, to) => ways.reduce<Tri>((cached, way) => either(cached, bit(row, way, from, to)), false),
    pair: (from, to) => ({
      ...plain.pair(from, to),
      direct: bit(row, 'direct', from, to),
      viaHost: bit(row, 'viaHost', from, to),
      viaGateway: bit(row, 'viaGateway', from, to),
    }),
  };
}

function usesHostNetwork({ isolation, owner }: ServiceFacts): boolean {
  return isolation === 'open' || (isolation === 'joined' && owner === null);
}

function publishes({ published, unreadPorts }: ServiceFacts): boolean {
  return published.length + unreadPorts.length > 0;
}

/** Returns the facts of a service, for one family or for any, with every fact about the host unknown. */
function withHostUnknown<Facts extends ServiceFacts | FamilyFacts>(
  facts: Facts,
  service: ServiceFacts,
): Facts {
  if (service.isolation === 'closed') return facts;
  const mayBeReached = usesHostNetwork(service) || publishes(service);
  return {
    ...facts,
    egress: usesHostNetwork(service) ? 'unknown' : facts.egress,
    toHost: 'unknown',
    fromHost: 'unknown',
    fromOutside: mayBeReached ? 'unknown' : facts.fromOutside,
    fromWire: facts.fromWire === false ? false : 'unknown',
    published: (facts.published as readonly Published[]).map(
      (port): Published => ({ ...port, reachableFrom: 'unknown' }),
    ),
  };
}
