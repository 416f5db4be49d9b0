// An Engine whose host is another one than the machine: in a virtual machine, or without root in namespaces of its own. What it publishes
// goes through a proxy that was not measured (O15), so all that is about the host is unknown. What its containers do among themselves, and
// whether they get out, is as elsewhere.

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

/** The reach without what is said of the host. */
export function overForeignHost(plain: Reach): Reach {
  const { services } = plain;
  const indexOf = new Map(services.map((name, index) => [name, index]));
  const factsOf = (name: string): ServiceFacts => {
    const facts = plain.facts.get(name);
    if (!facts) throw new RangeError(`not an active service: ${name}`);
    return facts;
  };

  function wayOver(kind: Way, from: string, to: string, value: Tri): Tri {
    const [caller, called] = [factsOf(from), factsOf(to)];
    if (caller.isolation === 'closed' || called.isolation === 'closed') return value;
    const [open, calledOpen] = [isOpen(caller), isOpen(called)];
    if (kind === 'direct') return open === calledOpen ? value : 'unknown';
    return calledOpen || publishes(called) ? 'unknown' : false;
  }
  const rowOver = (kind: Way, from: string, row: TriRow): TriRow => {
    const [yes, maybe] = [newRow(services.length), newRow(services.length)];
    services.forEach((to, index) => {
      const value = from === to ? triBit(row, index) : wayOver(kind, from, to, triBit(row, index));
      if (value !== false) setBit(value === true ? yes : maybe, index);
    });
    return { yes, maybe };
  };
  const rows = new Map<string, TriRow>();
  const row: Reach['row'] = (kind, from) => {
    if (kind === 'resolves') return plain.row(kind, from);
    const key = `${kind} ${from}`;
    const known = rows.get(key) ?? rowOver(kind, from, plain.row(kind, from));
    rows.set(key, known);
    return known;
  };
  const bit = (of: (kind: Way, from: string) => TriRow, kind: Way, from: string, to: string): Tri =>
    triBit(of(kind, from), indexOf.get(to) ?? -1);
  const family: Reach['family'] = (name) => {
    const ownReach = plain.family(name);
    const ownRow: FamilyReach['row'] = (kind, from) => rowOver(kind, from, ownReach.row(kind, from));
    return {
      facts: (service) => unknownOfHost(ownReach.facts(service), factsOf(service)),
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
      facts ??= new Map([...plain.facts].map(([name, facts]) => [name, unknownOfHost(facts, facts)]));
      return facts;
    },
    row,
    direct: (from, to) => bit(row, 'direct', from, to),
    viaHost: (from, to) => bit(row, 'viaHost', from, to),
    viaGateway: (from, to) => bit(row, 'viaGateway', from, to),
    reaches: (from, to) => ways.reduce<Tri>((known, way) => either(known, bit(row, way, from, to)), false),
    pair: (from, to) => ({
      ...plain.pair(from, to),
      direct: bit(row, 'direct', from, to),
      viaHost: bit(row, 'viaHost', from, to),
      viaGateway: bit(row, 'viaGateway', from, to),
    }),
  };
}

function isOpen({ isolation, owner }: ServiceFacts): boolean {
  return isolation === 'open' || (isolation === 'joined' && owner === null);
}

function publishes({ published, unreadPorts }: ServiceFacts): boolean {
  return published.length + unreadPorts.length > 0;
}

/** The facts of `service`, of one family or of any, with all unknown that is about the host. */
function unknownOfHost<Facts extends ServiceFacts | FamilyFacts>(facts: Facts, service: ServiceFacts): Facts {
  if (service.isolation === 'closed') return facts;
  const comesIn = isOpen(service) || publishes(service);
  return {
    ...facts,
    egress: isOpen(service) ? 'unknown' : facts.egress,
    toHost: 'unknown',
    fromHost: 'unknown',
    fromOutside: comesIn ? 'unknown' : facts.fromOutside,
    fromWire: facts.fromWire === false ? false : 'unknown',
    published: (facts.published as readonly Published[]).map(
      (port): Published => ({ ...port, reachableFrom: 'unknown' }),
    ),
  };
}
