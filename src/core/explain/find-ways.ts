// The shortest path for an attacker who takes over one place after another: connections (T1), ways in from outside (O1, T5), ways out (E1),
// and the host, if a container gives control of it (P1–P12). The host controls every container.

import { escapes } from '../blast/escapes.ts';
import { type Links, linksOf } from '../blast/links.ts';
import { type HostSockets, noHostSockets } from '../blast/runtime-sockets.ts';
import type { Topology } from '../compose/topology.ts';
import { hopBetween } from '../reach/document-paths.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { bitsOf } from '../reach/rows/bit-row.ts';
import type { Reason } from './explanation.ts';

/** One hop of an attack path between services or places: from one already taken over to the next. */
export interface WayHop {
  readonly from: string;
  readonly to: string;
  /** False when the hop depends on something unknown or inferred. */
  readonly certain: boolean;
  /** The reasons for the hop. Never empty; several when a container controls the host in more than one way. */
  readonly reasons: readonly Reason[];
}

export type Way = readonly WayHop[];

/** The shortest attack paths of a pair. */
export interface Ways {
  /** The shortest path of certain hops only; null when there is none. */
  readonly certain: Way | null;
  /** A shorter path that depends on something unknown; null when there is none. */
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
 * Returns the shortest attack paths from `from` to `to`, active services or places (`reach/places.ts`). Reaching the host means controlling
 * it. Among paths of equal length the first in file order wins; a path through the host comes last. `sockets` come from `hostSockets`.
 * Anything else throws a RangeError.
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
  const predecessors = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !predecessors.has(to); at++) {
    const place = queue[at] ?? '';
    for (const next of nextPlaces(graph, place, index.get(place) ?? -1)) {
      if (predecessors.has(next)) continue;
      predecessors.set(next, place);
      queue.push(next);
    }
  }
  if (!predecessors.has(to)) return null;
  const way: WayHop[] = [];
  for (let place = to; ; ) {
    const last = predecessors.get(place) ?? null;
    if (last === null) return way;
    way.unshift(hopOf(graph, last, place));
    place = last;
  }
}

/** Yields the places that an attacker in control of a place reaches next; `index` is the service's bit. */
function* nextPlaces(graph: Graph, place: string, index: number): Generator<string> {
  const { reach, links, kind, target } = graph;
  const isCounted = (value: boolean | 'unknown'): boolean =>
    value === true || (kind === 'possible' && value === 'unknown');
  if (place === hostPlace) {
    yield* reach.services;
    if (target === outsidePlace) yield outsidePlace;
    return;
  }
  if (place === outsidePlace) {
    for (const [name, { fromOutside }] of reach.facts) {
      const proxied = kind === 'possible' && openRoutes(reach, name).length > 0;
      if (isCounted(fromOutside) || proxied) yield name;
    }
    return;
  }
  for (const bit of bitsOf(links.row(index))) yield reach.services[bit] ?? '';
  if (target === outsidePlace && isCounted(reach.facts.get(place)?.egress ?? false)) yield outsidePlace;
  if (hostEscapes(graph, place).some(({ certain }) => isCounted(certain || 'unknown'))) yield hostPlace;
}

function openRoutes(reach: Reach, name: string) {
  return reach.proxied(name).filter(({ fromOutside }) => fromOutside !== false);
}

function hostEscapes({ topology, sockets }: Graph, name: string) {
  const service = topology.services.get(name);
  return service ? escapes(topology, service, sockets).filter(({ grade }) => grade === 'host') : [];
}

function hopOf(graph: Graph, from: string, to: string): WayHop {
  if (from === hostPlace) return { from, to, certain: true, reasons: [hostReason(to)] };
  if (from === outsidePlace) return entryHop(graph, to);
  if (to === hostPlace) {
    const hostWays = hostEscapes(graph, from);
    const reasons = hostWays.map(({ rule, text, at, certain }) => ({
      rule,
      text: `${from} ${text}: whoever controls it ${certain ? 'controls' : 'may control'} the host and everything on it`,
      at: [at],
    }));
    return { from, to, certain: hostWays.some(({ certain }) => certain), reasons };
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
  const text = `whoever controls ${from} ${certain ? 'reaches' : 'may reach'} ${to} ${way}`;
  return { from, to, certain, reasons: [{ rule: 'T1', text, at: [at] }] };
}

function hostReason(to: string): Reason {
  if (to === outsidePlace) return { rule: 'E4', text: 'the host has a way out', at: [] };
  return {
    rule: 'T1',
    text: `whoever controls the host controls ${to}, like every container on it`,
    at: [['services', to]],
  };
}

/** Returns the hop from the outside into a service: through a published port, the host's network, or a proxy. */
function entryHop({ topology, reach }: Graph, to: string): WayHop {
  const facts = reach.facts.get(to);
  const certain = facts?.fromOutside === true;
  const verb = certain ? 'reaches' : 'may reach';
  const hop = { from: outsidePlace, to, certain };
  const route = facts?.fromOutside === false ? openRoutes(reach, to)[0] : undefined;
  if (route) {
    const text = `the outside ${verb} ${to} through ${route.proxy}`;
    return { ...hop, reasons: [{ rule: 'T5', text, at: [route.at] }] };
  }
  const certainPort = facts?.published.find(({ reachableFrom }) => reachableFrom === 'outside');
  const possiblePort =
    facts?.published.find(({ reachableFrom }) => reachableFrom === 'unknown') ??
    facts?.unreadPorts.find(({ reachableFrom }) => reachableFrom === 'unknown');
  const port = certainPort ?? possiblePort;
  if (port) {
    const at = ['services', port.service, 'ports', port.index];
    return { ...hop, reasons: [{ rule: 'O1', text: `the outside ${verb} ${to}`, at: [at] }] };
  }
  const suffix = facts?.isolation === 'open' ? ", which uses the host's own network" : '';
  const owner = topology.services.get(facts?.owner ?? to);
  const mode = owner?.mode.kind === 'networks' ? [] : ['network_mode'];
  const at = ['services', owner?.name ?? to, ...mode];
  const rule = facts?.isolation === 'open' ? 'O12' : 'O1';
  return { ...hop, reasons: [{ rule, text: `the outside ${verb} ${to}${suffix}`, at: [at] }] };
}
