// A project, or all stacks of a host, as an Open Threat Model (0.2.0, JSON). Its zones are what no connection crosses: the outside, the host, and
// each group of services that no other reaches at its own addresses. Its data flows are known needs and what was seen to flow. Names, topology
// and places in files only: values of environment, commands and labels stay in the files.

import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import { addressText, portParts } from '../describe/port.ts';
import { triAnswer } from '../describe/tri.ts';
import { hostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { placeOnHost } from '../host/host-places.ts';
import { stackServiceOf } from '../host/stack-service.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { needReason } from '../needs/known-needs.ts';
import { canConnect } from '../needs/met-needs.ts';
import type { ObservedConnection, ObservedRecord } from '../observed/record.ts';
import { possibleConnections, resolverName } from '../observed/shared-names.ts';
import { isolatedGroups } from '../reach/isolated-groups.ts';
import type { Reach, ServiceFacts } from '../reach/reach-model.ts';
import { outsideServices } from '../summary/summary.ts';
import { compareBytes } from '../text/compare-bytes.ts';

/** The trust of a zone from 0 to 100. A group that the outside may reach has less than one that it cannot. */
export const trust = { outside: 0, reached: 40, unreached: 70, host: 100 } as const;

const filesId = 'compose';

export interface OtmOptions {
  /** The name of the project or host. */
  readonly title: string;
  /** The observed connections; null without a record. */
  readonly observed: ObservedRecord | null;
}

type Attributes = Readonly<Record<string, string>>;

/** Returns the JSON text, ending with a line feed. */
export function otmJson(facts: HostFacts, { title, observed }: OtmOptions): string {
  const { reach } = facts;
  const { trustZones, ...parts } = hostParts(facts, observed);
  const outside = {
    id: 'outside',
    name: 'Outside',
    type: 'outside',
    description: 'Internet or LAN: whatever reaches the host.',
    risk: { trustRating: trust.outside },
    attributes: outsideAttributes(reach),
  };
  return otmText(
    title,
    { engine: reach.options.engine.text },
    { trustZones: [outside, ...trustZones], ...parts },
  );
}

/** Returns a model as JSON text, ending with a line feed. */
export function otmText(title: string, project: Attributes, parts: object): string {
  const description = 'Who reaches whom, as Bulkhead predicts it from Compose files.';
  const model = {
    otmVersion: '0.2.0',
    project: { name: title, id: title, description, attributes: project },
    representations: [{ name: 'Compose files', id: filesId, type: 'code' }],
    ...parts,
  };
  return `${JSON.stringify(model, null, 2)}\n`;
}

/** Returns the zones of a machine, its components and what flows between them. */
export function hostParts(facts: HostFacts, observed: ObservedRecord | null) {
  const { reach } = facts;
  const groups = isolatedGroups(reach);
  const zoneOf = new Map(groups.flatMap((group, index) => group.map((name) => [name, groupId(index)])));
  return {
    trustZones: [
      {
        id: 'host',
        name: 'Host',
        type: 'host',
        description: 'The machine, and the services that use its network.',
        risk: { trustRating: trust.host },
      },
      ...groups.map((group, index) => groupZone(reach, group, index)),
    ],
    components: [
      ...reach.services.map((name) => component(facts, name, zoneOf.get(name) ?? 'host')),
      ...placesSeen(reach, observed),
    ],
    dataflows: dataflows(facts, observed),
  };
}

function groupId(index: number): string {
  return `group-${index + 1}`;
}

/** Returns the services reached from outside, as lists of names. */
function outsideAttributes(reach: Reach): Attributes {
  const { open, behind, unknown } = outsideServices(reach);
  return attributes({ reaches: open, 'reaches-through-a-proxy': behind, 'may-reach': unknown });
}

/** Returns the attributes that have a value; lists become one text. */
export function attributes(all: Readonly<Record<string, string | readonly string[]>>): Attributes {
  return Object.fromEntries(
    Object.entries(all)
      .map(([key, value]) => [key, typeof value === 'string' ? value : value.join(', ')] as const)
      .filter(([, value]) => value !== ''),
  );
}

function groupZone(reach: Reach, group: readonly string[], index: number) {
  const { open, behind, unknown } = outsideServices(reach);
  const from = new Set([...open, ...behind, ...unknown]);
  const networks = [...new Set(group.flatMap((name) => reach.facts.get(name)?.networks ?? []))].sort(
    compareBytes,
  );
  const count = group.length === 1 ? '1 service' : `${group.length} services`;
  return {
    id: groupId(index),
    name: networks.length === 0 ? `Group ${index + 1}` : `Group ${index + 1}: ${networks.join(', ')}`,
    type: 'group',
    description: `${count} that no service of another group reaches at its own address.`,
    risk: { trustRating: group.some((name) => from.has(name)) ? trust.reached : trust.unreached },
    attributes: attributes({ networks }),
  };
}

function component(facts: HostFacts, name: string, zone: string) {
  const { reach } = facts;
  const own = stackServiceOf(facts, name);
  const known = reach.facts.get(name);
  const tier = own?.facts.tiers.of(own.service.name) ?? 'app';
  const place = placeOnHost(facts, ['services', name]);
  return {
    id: name,
    name,
    type: catalogueEntry(own?.service.image ?? null)?.kind ?? tier,
    parent: { trustZone: zone },
    ...(place === null
      ? {}
      : {
          representations: [
            { representation: filesId, id: `${filesId}:${name}`, file: place.file, line: place.line },
          ],
        }),
    tags: [tier],
    attributes: known === undefined ? {} : serviceAttributes(known),
  };
}

function serviceAttributes({
  isolation,
  owner,
  name,
  networks,
  egress,
  toHost,
  fromOutside,
  published,
}: ServiceFacts): Attributes {
  return attributes({
    isolation,
    'network-of': owner === null || owner === name ? '' : owner,
    networks,
    'from-outside': triAnswer(fromOutside),
    'way-out': triAnswer(egress),
    'to-host': triAnswer(toHost),
    published: published.map((port) => {
      const { host, target } = portParts(port, '*');
      return `${addressText(port.hostIp)}:${host} to ${target} (${port.reachableFrom})`;
    }),
  });
}

/**
 * Returns the ends of observed connections that are no services, sorted by bytes. Each becomes a component, since data flows connect
 * components. An end that is no outside place runs on the host.
 */
function placesSeen({ facts }: Reach, observed: ObservedRecord | null) {
  const ends = new Set(seenOf(observed).flatMap(({ from, to }) => [from, to]));
  return [...ends]
    .filter((end) => !facts.has(end))
    .sort(compareBytes)
    .map((end) => {
      const outside = end === 'internet' || end === 'lan' || isIpLiteral(end);
      return {
        id: end,
        name: end,
        type: outside || end === 'host' || end === resolverName ? 'place' : 'not in these files',
        parent: { trustZone: outside ? 'outside' : 'host' },
      };
    });
}

/** Returns the connections of a record between all ends that they may have had. */
function seenOf(observed: ObservedRecord | null): readonly ObservedConnection[] {
  return observed?.connections.flatMap((connection) => possibleConnections(connection)) ?? [];
}

interface Flow {
  readonly from: string;
  readonly to: string;
  stated: boolean;
  needed: boolean;
  observed: boolean;
  readonly reasons: Set<string>;
  readonly ports: Set<string>;
}

/** Returns one data flow for each ordered pair that communicates: in the order of the services, then of the record. */
function dataflows(facts: HostFacts, observed: ObservedRecord | null) {
  const { reach } = facts;
  const flows = new Map<string, Flow>();
  const flow = (from: string, to: string): Flow => {
    const key = JSON.stringify([from, to]);
    const known = flows.get(key) ?? {
      from,
      to,
      stated: false,
      needed: false,
      observed: false,
      reasons: new Set<string>(),
      ports: new Set<string>(),
    };
    flows.set(key, known);
    return known;
  };
  for (const from of reach.services) {
    for (const { to, by } of facts.needs.from(from)) {
      // What was seen is said by the record itself.
      if (to === from || !reach.facts.has(to) || by === 'observed') continue;
      const made = flow(from, to);
      made.needed = true;
      if (by !== 'stack') made.reasons.add(by === 'proxy' ? 'proxy' : 'name');
    }
    ownNeeds(facts, from, flow);
  }
  for (const { from, to, port, protocol } of seenOf(observed)) {
    const made = flow(from, to);
    made.observed = true;
    made.ports.add(`${port}/${protocol}`);
  }
  return [...flows.values()].map((flow) => {
    const { from, to, needed, stated, reasons, ports } = flow;
    const both = reach.facts.has(from) && reach.facts.has(to) && from !== to;
    return {
      id: `${from} -> ${to}`,
      name: `${from} to ${to}`,
      source: from,
      destination: to,
      attributes: attributes({
        need: needed ? (stated ? 'stated' : 'inferred') : 'none known',
        reasons: [...reasons].sort(compareBytes),
        observed: observed === null ? '' : flow.observed ? 'seen' : 'not seen',
        ports: [...ports].sort(compareBytes),
        open: both ? triAnswer(canConnect(reach, from, to)) : '',
      }),
    };
  });
}

/** Adds what a stack's own files say about a service's needs: the reasons, and whether they are certain. */
function ownNeeds(facts: HostFacts, from: string, flow: (from: string, to: string) => Flow): void {
  const own = stackServiceOf(facts, from);
  if (own === null) return;
  const { stack, service, facts: ownFacts } = own;
  const add = (name: string): Flow | null => {
    const to = hostName(stack, name);
    if (to === from || !facts.reach.facts.has(to)) return null;
    const made = flow(from, to);
    made.needed = true;
    return made;
  };
  for (const need of ownFacts.needs.from(service.name)) {
    if (need.kind === 'observed') continue;
    const flow = add(need.to);
    if (flow === null) continue;
    const { words, certainty } = needReason(ownFacts, need);
    flow.reasons.add(words);
    if (need.port !== null) flow.ports.add(String(need.port));
    flow.stated ||= certainty === 'certain';
  }
  for (const { from: asker, to, isDirected } of ownFacts.needs.sockets.known)
    if (isDirected && asker === service.name) add(to)?.reasons.add('shared socket');
}
