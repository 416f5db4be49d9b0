// The shortest way from one place to another for an attacker who takes over each place in between, hop by hop: connections (T1), ways in
// from outside (O1, T5), the way out (E1), and the host, where a container gives control of it (P1–P12). The host controls every container.

import { escapes } from '../blast/escapes.ts';
import { type Links, linksOf } from '../blast/links.ts';
import { type HostSockets, noHostSockets } from '../blast/runtime-sockets.ts';
import type { Topology } from '../compose/topology.ts';
import { hopBetween } from '../reach/document-paths.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { bitsOf } from '../reach/rows/bit-row.ts';
import type { Reason } from './explanation.ts';

/** One step of a way: from what is taken over already to what is taken next. Services, or places. */
export interface WayHop {
  readonly from: string;
  readonly to: string;
  /** False where it rests on something that is not known or only inferred. */
  readonly certain: boolean;
  /** Never empty; several where a container gives control of the host in more than one way. */
  readonly reasons: readonly Reason[];
}

export type Way = readonly WayHop[];

/** The shortest ways of a pair. */
export interface Ways {
  /** The shortest of certain hops alone; null where there is none. */
  readonly certain: Way | null;
  /** One that is shorter, but rests on something that is not known; null where there is none. */
  readonly possible: Way | null;
}

interface Graph {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly links: Links;
  readonly kind: 'certain' | 'possible';
  readonly sockets: HostSockets;
  readonly target: string;
}

/**
 * The shortest ways from `from` to `to`: active services, or places (`reach/places.ts`). To reach the host means to control it, not only
 * to reach its ports. Of several ways that are equally short it is the first by the order of the file, and one past the host last.
 * `sockets` are those that the file passes to containers (`hostSockets`). Throws a RangeError for anything else.
 */
export function findWays(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets: HostSockets = noHostSockets,
): Ways {
  for (const end of [from, to]) {
    if (end !== outsidePlace && end !== hostPlace && !reach.facts.has(end))
      throw new RangeError(`not an active service: ${end}`);
  }
  if (from === to) throw new RangeError(`the same place twice: ${from}`);
  const certain = search(topology, reach, from, to, sockets, 'certain');
  const possible = search(topology, reach, from, to, sockets, 'possible');
  const shorter = possible !== null && (certain === null || possible.length < certain.length);
  return { certain, possible: shorter ? possible : null };
}

function search(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets: HostSockets,
  kind: Graph['kind'],
): Way | null {
  const graph = { topology, reach, links: linksOf(reach, kind), kind, sockets, target: to };
  const index = new Map(reach.services.map((name, at) => [name, at]));
  const before = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !before.has(to); at++) {
    const place = queue[at] ?? '';
    for (const next of nextOf(graph, place, index.get(place) ?? -1)) {
      if (before.has(next)) continue;
      before.set(next, place);
      queue.push(next);
    }
  }
  if (!before.has(to)) return null;
  const way: WayHop[] = [];
  for (let place = to; ; ) {
    const last = before.get(place) ?? null;
    if (last === null) return way;
    way.unshift(hopOf(graph, last, place));
    place = last;
  }
}

/** The places that whoever controls `place` reaches next; `index` is its bit, where it is a service. */
function* nextOf(graph: Graph, place: string, index: number): Generator<string> {
  const { reach, links, kind, target } = graph;
  const counts = (value: boolean | 'unknown'): boolean =>
    value === true || (kind === 'possible' && value === 'unknown');
  if (place === hostPlace) {
    yield* reach.services;
    if (target === outsidePlace) yield outsidePlace;
    return;
  }
  if (place === outsidePlace) {
    for (const [name, { fromOutside }] of reach.facts) {
      const proxied = kind === 'possible' && routesInto(reach, name).length > 0;
      if (counts(fromOutside) || proxied) yield name;
    }
    return;
  }
  for (const bit of bitsOf(links.row(index))) yield reach.services[bit] ?? '';
  if (target === outsidePlace && counts(reach.facts.get(place)?.egress ?? false)) yield outsidePlace;
  if (toHost(graph, place).some(({ certain }) => counts(certain || 'unknown'))) yield hostPlace;
}

function routesInto(reach: Reach, name: string) {
  return reach.proxied(name).filter(({ fromOutside }) => fromOutside !== false);
}

function toHost({ topology, sockets }: Graph, name: string) {
  const service = topology.services.get(name);
  return service ? escapes(topology, service, sockets).filter(({ grade }) => grade === 'host') : [];
}

function hopOf(graph: Graph, from: string, to: string): WayHop {
  if (from === hostPlace) return { from, to, certain: true, reasons: [hostReason(to)] };
  if (from === outsidePlace) return entryHop(graph, to);
  if (to === hostPlace) {
    const found = toHost(graph, from);
    const reasons = found.map(({ rule, text, at, certain }) => ({
      rule,
      text: `${from} ${text}: who has it ${certain ? 'has' : 'may have'} the host, and everything on it`,
      at: [at],
    }));
    return { from, to, certain: found.some(({ certain }) => certain), reasons };
  }
  const { topology, reach } = graph;
  if (to === outsidePlace) {
    const facts = reach.facts.get(from);
    const over = facts?.gateway ? ` over ${facts.gateway}` : '';
    const certain = facts?.egress === true;
    const text = `${from} ${certain ? 'has' : 'may have'} a way out${over}`;
    return { from, to, certain, reasons: [{ rule: 'E1', text, at: [['services', from]] }] };
  }
  const { direct } = reach.pair(from, to);
  const certain = reach.reaches(from, to) === true;
  const { network, at } = hopBetween(topology, reach, from, to);
  const port = direct === false || (direct === 'unknown' && certain);
  const way = port ? 'through a published port' : network === null ? 'directly' : `over ${network}`;
  const text = `who has ${from}${certain ? '' : ' perhaps'} reaches ${to} ${way}`;
  return { from, to, certain, reasons: [{ rule: 'T1', text, at: [at] }] };
}

function hostReason(to: string): Reason {
  if (to === outsidePlace) return { rule: 'E4', text: 'the host has a way out', at: [] };
  return { rule: 'T1', text: `who has the host has ${to}, as every container on it`, at: [['services', to]] };
}

/** How the outside reaches a service without another one in between: a published port, the host's own network, or a proxy that labels ask. */
function entryHop({ topology, reach }: Graph, to: string): WayHop {
  const facts = reach.facts.get(to);
  const certain = facts?.fromOutside === true;
  const maybe = certain ? '' : ' perhaps';
  const hop = { from: outsidePlace, to, certain };
  const route = facts?.fromOutside === false ? routesInto(reach, to)[0] : undefined;
  if (route) {
    const text = `the outside${maybe} reaches ${to} through ${route.proxy}`;
    return { ...hop, reasons: [{ rule: 'T5', text, at: [route.at] }] };
  }
  const open = facts?.published.find(({ reachableFrom }) => reachableFrom === 'outside');
  const doubtful =
    facts?.published.find(({ reachableFrom }) => reachableFrom === 'unknown') ??
    facts?.unreadPorts.find(({ reachableFrom }) => reachableFrom === 'unknown');
  const port = open ?? doubtful;
  if (port) {
    const at = ['services', port.service, 'ports', port.index];
    return { ...hop, reasons: [{ rule: 'O1', text: `the outside${maybe} reaches ${to}`, at: [at] }] };
  }
  const how = facts?.isolation === 'open' ? ", which uses the host's own network" : '';
  const owner = topology.services.get(facts?.owner ?? to);
  const mode = owner?.mode.kind === 'networks' ? [] : ['network_mode'];
  const at = ['services', owner?.name ?? to, ...mode];
  const rule = facts?.isolation === 'open' ? 'O12' : 'O1';
  return { ...hop, reasons: [{ rule, text: `the outside${maybe} reaches ${to}${how}`, at: [at] }] };
}
