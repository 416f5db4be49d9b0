// Who may go on asking a published port of a machine: those of the fleet that need it, and whom a line of a file lets in.

import type { Tri } from '../../compose/topology.ts';
import { arrivingSources } from '../../fleet/arriving-source.ts';
import { beyond } from '../../fleet/beyond.ts';
import type { Connector } from '../../fleet/connect.ts';
import { addressOfValue } from '../../fleet/fleet-address.ts';
import type { AllowEntry } from '../../fleet/fleet-entries.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { portNeeds } from '../../fleet/needs/port-needs.ts';
import { type FleetPlace, type FleetPort, isAskedAt } from '../../fleet/reach/fleet-port.ts';
import { strangerSender } from '../../fleet/sender.ts';
import type { FleetNetwork } from '../../fleet/stated-fleet.ts';
import { placeInFleet } from '../../fleet/steps.ts';
import type { AddressRange } from '../../machine/firewall/addresses.ts';
import { allFamilies, type Family } from '../../reach/reach-model.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { SourceRanges } from '../closings.ts';
import { networkTexts } from '../interfaces.ts';
import { intendedFor } from './intended.ts';

/** An asker, or everybody, that a port stays open to. */
export interface Admitted {
  readonly port: FleetPort;
  /** A service, a machine, `lan:NETWORK`, a range of addresses, or `everybody`. */
  readonly who: string;
  readonly because: string;
  /** The line that says so; null where none is known. */
  readonly at: SourcePlace | null;
  /** The addresses that its packets have when they arrive; null for everybody. */
  readonly sources: SourceRanges | null;
  /** Returns whether it gets in. */
  answer(connector: Connector): Tri;
}

/** Returns to whom a published port stays open; the first entry for everybody ends the list. */
export function admittedTo(facts: FleetFacts, port: FleetPort): readonly Admitted[] {
  const found: Admitted[] = [];
  for (const one of [...open(facts, port), ...askers(facts, port), ...listed(facts, port)]) {
    if (one.sources === null) return [one];
    if (!found.some(({ who, at }) => who === one.who && at?.line === one.at?.line)) found.push(one);
  }
  return found;
}

/** Yields the reasons why a port stays open to everybody, or to the whole LAN. */
function* open(facts: FleetFacts, port: FleetPort): Generator<Admitted> {
  const everybody = { port, who: 'everybody', sources: null, answer: () => true as const };
  const { map } = facts.connector;
  for (const place of port.places) {
    const { forward } = place;
    const router = forward && map.routers.find(({ name }) => name === forward.router);
    const entry = router && forward && router.router.forwards[forward.index];
    if (!entry || !router || !forward) continue;
    const at = placeInFleet(map, ['routers', router.name, 'forwards', forward.index]);
    const because = `forwarded by ${router.name}`;
    const { from } = entry;
    if (from === null)
      yield { ...everybody, because, at, answer: (connector) => answerAt(connector, 'internet', place) };
    else yield fromRange(port, place, from, because, at);
  }
  if (servesNames(facts, port)) yield { ...everybody, because: 'a proxy serves names there', at: null };
  if (/^(80|443)$/.test(port.hostPort) && port.protocol === 'tcp')
    yield { ...everybody, because: 'a web port', at: null };
  for (const { place, text } of intendedFor(facts, port)) {
    if (place === 'everybody') yield { ...everybody, because: text, at: null };
    else
      for (const network of map.networks.values())
        if (network.kind === 'lan') yield fromNetwork(port, network, text, null);
  }
}

/** True for a port at which visitors of a proxy or a tunnel come in. */
function servesNames(facts: FleetFacts, port: FleetPort): boolean {
  return facts.ways.visitorPorts().has(port);
}

/** Yields the services of other machines that need a port. */
function* askers(facts: FleetFacts, port: FleetPort): Generator<Admitted> {
  for (const { from, place, kind, at, port: needed } of portNeeds(facts)) {
    if (needed !== port) continue;
    const because = kind === 'upstream' ? 'its upstream' : 'its files name it';
    yield asking(facts, port, from, place, because, at);
  }
}

/** Yields whom lists of routers and meshes let in by name: networks at a stated port, and machines without files. */
function* listed(facts: FleetFacts, port: FleetPort): Generator<Admitted> {
  const { map } = facts.connector;
  for (const { name, router } of map.routers)
    for (const [index, entry] of router.allow.entries()) {
      const at = placeInFleet(map, ['routers', name, 'allow', index]);
      yield* ofEntry(facts, port, entry, (place) => place.forward === null, at);
    }
  for (const { name, kind, allow } of map.networks.values()) {
    if (kind !== 'mesh') continue;
    for (const [index, entry] of (allow ?? []).entries()) {
      const at = placeInFleet(map, ['networks', name, 'allow', index]);
      yield* ofEntry(facts, port, entry, (place) => place.network === name && place.forward === null, at);
    }
  }
}

function* ofEntry(
  facts: FleetFacts,
  port: FleetPort,
  entry: AllowEntry,
  isMeant: (place: FleetPlace) => boolean,
  at: SourcePlace,
): Generator<Admitted> {
  const { map } = facts.connector;
  if (entry.port !== null && !isAskedAt(port, entry.port)) return;
  if (entry.protocol !== null && entry.protocol !== port.protocol) return;
  const because = `listed as '${entry.text}'`;
  const machine = map.machines.get(entry.from);
  const network = map.networks.get(entry.from);
  for (const place of port.places.filter(isMeant)) {
    if (entry.to !== '*' && entry.to !== port.machine && entry.to !== place.network) continue;
    // What a machine with files asks for is written in them.
    if (machine && !machine.isRead) yield asking(facts, port, machine.name, place, because, at);
    else if (network && network.kind === 'lan' && entry.port !== null)
      yield fromNetwork(port, network, because, at);
  }
}

function asking(
  { connector }: FleetFacts,
  port: FleetPort,
  who: string,
  place: FleetPlace,
  because: string,
  at: SourcePlace | null,
): Admitted {
  const sources = inRules(place.address.family, arrivingSources(connector, who, place));
  return { port, who, because, at, sources, answer: (other) => answerAt(other, who, place) };
}

function fromNetwork(
  port: FleetPort,
  { name, subnets }: FleetNetwork,
  because: string,
  at: SourcePlace | null,
): Admitted {
  const texts = (family: Family): readonly string[] =>
    subnets.filter((one) => one.family === family).flatMap(({ range }) => networkTexts(range, family));
  const who = `lan:${name}`;
  return {
    ...{ port, who, because, at, sources: { ipv4: texts('ipv4'), ipv6: texts('ipv6') } },
    answer: (connector) => {
      const answers = port.places.map((place) => answerAt(connector, who, place));
      return answers.includes(true) ? true : answers.includes('unknown') ? 'unknown' : false;
    },
  };
}

function fromRange(
  port: FleetPort,
  place: FleetPlace,
  range: AddressRange,
  because: string,
  at: SourcePlace | null,
): Admitted {
  const { address, protocol } = place;
  const sources = inRules(address.family, [range]);
  const [who = ''] = sources[address.family];
  const example = addressOfValue(range.first === range.last ? range.first : range.first + 1n, address.family);
  const sender = strangerSender({ known: { text: who, within: [range] }, example });
  return {
    ...{ port, who, because, at, sources },
    answer(connector) {
      const stranger = connector.map.strangerOn(place.network);
      if (!stranger) return 'unknown';
      return beyond(connector.map, stranger, { address, port: place.port, protocol }, sender).answer;
    },
  };
}

function answerAt(connector: Connector, who: string, { address, port, protocol }: FleetPlace): Tri {
  return connector.askAddress(who, { address, port, protocol }).answer;
}

function inRules(family: Family, ranges: readonly AddressRange[]): SourceRanges {
  const texts = ranges.flatMap((range) => networkTexts(range, family));
  return { ipv4: [], ipv6: [], [family]: texts };
}

/** Returns the sources of several together. */
export function allSources(admitted: readonly Admitted[]): SourceRanges {
  const of = (family: Family): readonly string[] => [
    ...new Set(admitted.flatMap(({ sources }) => sources?.[family] ?? [])),
  ];
  return Object.fromEntries(allFamilies.map((family) => [family, of(family)])) as SourceRanges & object;
}
