// The endpoint of a connection, at a port of this machine or at a container's own address, and the address as which the visitor arrives.

import { containerPortBehind } from '../../compose/project/ports/port-range.ts';
import { hostPlace, internetPlace, lanPlace, outsidePlace } from '../../reach/places.ts';
import type { Family, Published } from '../../reach/reach-model.ts';
import type { Outcomes, Step } from '../model.ts';
import { type Examples, gatewayExamples, memberExamples, type OutsideZone } from '../network/addresses.ts';
import { singleOutcome, unknownOutcome } from '../outcomes.ts';
import type { WaysContext } from '../ways-context.ts';
import {
  containerVisitor,
  familyOf,
  hostVisitor,
  outsideAddress,
  outsideVisitors,
  zoneExamples,
} from './visitors.ts';

/** A visitor that asks from outside or from the host. */
export type OutsideOrHost = OutsideZone | 'host';

export type Asker = { readonly kind: OutsideOrHost } | { readonly kind: 'service'; readonly name: string };

/** A connection that is established, or the outcome of a failed attempt. */
export type Connection =
  | {
      readonly kind: 'made';
      /** The service whose address accepts the connection. */
      readonly service: string;
      readonly inside: number;
      /** Returns examples of the addresses that the listener sees. */
      examples(ranges: readonly string[]): Examples;
      readonly loopback: boolean;
      /** True when Docker's own proxy is in between, which accepts connections that nothing behind it answers. */
      readonly relayed: boolean;
      readonly step: Step;
    }
  | { readonly kind: 'ended'; readonly outcomes: Outcomes };

function endedConnection(outcomes: Outcomes): Connection {
  return { kind: 'ended', outcomes };
}

function refusedConnection(because: string): Connection {
  return endedConnection(singleOutcome('refused', { because }));
}

/** Returns the possible connections to a port of this machine, at the address or name in a URL. */
export function connectToHost(
  context: WaysContext,
  from: Asker,
  port: number,
  host = '127.0.0.1',
): readonly Connection[] {
  const { reach } = context;
  const family = familyOf(host);
  const asked = outsideAddress(host);
  const found: Connection[] = [];
  let shut: string | null = null;
  let doubt: string | null = null;
  for (const name of reach.services) {
    const facts = reach.facts.get(name);
    if (!facts || facts.owner !== name) continue;
    for (const published of facts.published) {
      if (published.protocol !== 'tcp' || !hasPort(published.hostPort, port)) continue;
      const inside = containerPortBehind(published, port);
      if (inside === null) {
        doubt = `${name} gets a port of ${published.hostPort}, and which is unknown.`;
        continue;
      }
      const made = throughPort(context, from, name, published, inside, family, asked);
      if (made.kind === 'made') found.push(made);
      else if (made.outcomes.list.some(({ answer }) => answer === 'unknown'))
        doubt = made.outcomes.list[0]?.because ?? null;
      else shut = made.outcomes.list[0]?.because ?? null;
    }
    if (facts.unreadPorts.length > 0) doubt ??= `A port of ${name} depends on a variable without a value.`;
    if (facts.isolation === 'unknown') doubt ??= `The network of ${name} is unknown.`;
  }
  if (found.length > 0) return found;
  const open = hostNetworkServices(context);
  // No other service can listen on a port that Docker publishes.
  if (open.length > 0 && shut === null) {
    const barred = blockedByFirewall(context, from, port);
    if (barred !== null) return [endedConnection(barred)];
    return open.map((name) => onHostNetwork(context, from, name, port, host));
  }
  if (doubt !== null) return [endedConnection(unknownOutcome(doubt))];
  return [refusedConnection(shut ?? `Nothing in these files is published on port ${port}.`)];
}

function hasPort(written: string, port: number): boolean {
  const [first = '', last = first] = written.split('-');
  return first !== '' && Number(first) <= port && port <= Number(last);
}

/** Returns the services on the host's network. */
function hostNetworkServices({ reach }: WaysContext): readonly string[] {
  return reach.services.filter((name) => {
    const facts = reach.facts.get(name);
    return facts?.isolation === 'open' && facts.owner === name;
  });
}

function placeText({ kind }: Asker): string {
  if (kind === 'host') return 'this machine';
  return kind === 'lan' ? 'the LAN' : 'the Internet';
}

function throughPort(
  context: WaysContext,
  from: Asker,
  service: string,
  published: Published,
  inside: number,
  family: Family,
  asked: string | null,
): Connection {
  const { reach } = context;
  const { hostIp, hostPort, reachableFrom, index } = published;
  const bound = `${hostIp}:${hostPort}`;
  const declaredAt = { path: ['services', published.service, 'ports', index] };
  const made = (examples: (ranges: readonly string[]) => Examples, relayed = false): Connection => ({
    kind: 'made',
    service,
    inside,
    examples,
    loopback: false,
    relayed,
    step: { kind: 'entrance', text: `${bound} → ${service}:${inside}`, declaredAt },
  });
  // A known machine may admit only some visitors.
  const place = from.kind === 'service' || from.kind === 'outside' ? null : from.kind;
  const answers = place === null ? undefined : published.answers?.[place];
  if (
    answers === false &&
    published.opened !== 'nowhere' &&
    (place !== 'host' || published.opened !== 'host')
  )
    return refusedConnection(
      `${bound} of ${service} does not answer ${placeText(from)}: the machine's firewall blocks it.`,
    );
  if (answers === 'unknown')
    return endedConnection(
      unknownOutcome(`Whether ${bound} of ${service} answers ${placeText(from)} is unknown.`),
    );
  if (reachableFrom === 'nowhere') return refusedConnection(`${bound} of ${service} answers nowhere.`);
  if (reachableFrom === 'unknown')
    return endedConnection(unknownOutcome(`Whether ${bound} of ${service} answers is unknown.`));
  const { families } = published;
  if (families !== 'unknown' && !families.includes(family))
    return refusedConnection(
      `${bound} of ${service} does not answer over ${family === 'ipv6' ? 'IPv6' : 'IPv4'}.`,
    );
  if (from.kind === 'host') {
    // A port bound to one address is requested at that address.
    const outside = outsideAddress(hostIp) ?? asked;
    return made(
      () => hostVisitor(context, service, family, outside),
      outside === null && reach.options.userlandProxy,
    );
  }
  if (published.atBridge && from.kind === 'service')
    return endedConnection(
      unknownOutcome(
        `${bound} answers at that address alone: whether it is the one that is asked is unknown.`,
      ),
    );
  if (published.atBridge)
    return refusedConnection(`${bound} is this machine's own address on a bridge: it answers there alone.`);
  if (reachableFrom === 'host') return refusedConnection(`${bound} answers on this machine alone.`);
  if (from.kind !== 'service') return made(outsideVisitors(context, from.kind, service, family));
  const via = from.name === service ? true : reach.viaHost(from.name, service);
  if (via === false)
    return refusedConnection(`${from.name} does not reach ports of this machine that ${service} publishes.`);
  if (via === 'unknown')
    return endedConnection(unknownOutcome(`Whether ${from.name} reaches ports of this machine is unknown.`));
  return made(containerVisitor(context, from.name, service, family));
}

/** Returns the outcome when the firewall of a known machine blocks a port before any service; null when it lets connections pass. */
function blockedByFirewall({ reach }: WaysContext, from: Asker, port: number): Outcomes | null {
  const { hostPorts } = reach;
  if (!hostPorts) return null;
  const { value, because } = hostPorts.passes(placeOf(from), port);
  const rule = because === null ? '' : `: ${because}`;
  const place =
    from.kind === 'service' ? from.name : from.kind === 'outside' ? 'anybody outside' : placeText(from);
  if (value === false)
    return singleOutcome('refused', {
      because: `Port ${port} of this machine does not answer ${place}: its firewall stops it${rule}.`,
    });
  if (value === 'unknown')
    return unknownOutcome(
      `Whether the firewall of this machine lets ${place} ask port ${port} is unknown${rule}.`,
    );
  return null;
}

/** Returns the place or service of the model for an asker. */
export function placeOf(from: Asker): string {
  switch (from.kind) {
    case 'service':
      return from.name;
    case 'host':
      return hostPlace;
    case 'lan':
      return lanPlace;
    case 'internet':
      return internetPlace;
    case 'outside':
      return outsidePlace;
  }
}

/** Returns the connection to a program on the host's network, which sees everybody by their own addresses (A8). */
function onHostNetwork(
  context: WaysContext,
  from: Asker,
  service: string,
  port: number,
  host: string,
): Connection {
  const declaredAt = { path: ['services', service, 'network_mode'] };
  const step = { kind: 'entrance', text: `port ${port} of this machine → ${service}`, declaredAt } as const;
  const family = familyOf(host);
  const asked = outsideAddress(host);
  return {
    kind: 'made',
    service,
    inside: port,
    loopback: from.kind === 'host' && asked === null,
    relayed: false,
    examples: (ranges) => {
      if (from.kind === 'host')
        return asked === null
          ? { addresses: [family === 'ipv6' ? '::1' : '127.0.0.1'], all: false, as: 'loopback' }
          : { addresses: [asked], all: false, as: 'machine' };
      if (from.kind !== 'service') return zoneExamples(context, from.kind, ranges, family);
      return ownExamples(
        context,
        from.name,
        context.reach.facts.get(from.name)?.networks ?? [],
        ranges,
        family,
      );
    },
    step,
  };
}

/** Returns examples of the addresses that a service has on networks. */
function ownExamples(
  { reach, topology }: WaysContext,
  service: string,
  networks: readonly string[],
  ranges: readonly string[],
  family: Family,
): Examples {
  const owner = topology.services.get(reach.facts.get(service)?.owner ?? service);
  return {
    addresses: networks.flatMap((key) => {
      const fixed = owner?.attachments.find((attachment) => attachment.network === key)?.[family] ?? null;
      return memberExamples(topology.networks.get(key), fixed, ranges, family).addresses;
    }),
    all: false,
    as: 'visitor',
  };
}

/** Returns the connection to a service's own address, on a given network if any. */
export function connectToService(
  context: WaysContext,
  from: Asker,
  at: { readonly service: string; readonly network: string | null; readonly family?: Family },
  port: number,
): Connection {
  const { reach, topology } = context;
  const { service, network, family = 'ipv4' } = at;
  const facts = reach.facts.get(service);
  const declaredAt = { path: ['services', service] };
  const step = { kind: 'entrance', text: `${service}:${port}`, declaredAt } as const;
  const made = (examples: (ranges: readonly string[]) => Examples, loopback = false): Connection => ({
    kind: 'made',
    service,
    inside: port,
    examples,
    loopback,
    relayed: false,
    step,
  });
  if (from.kind === 'host') {
    if (facts?.fromHost === false)
      return refusedConnection(`This machine does not reach ${service} at its own address.`);
    if (facts?.fromHost === 'unknown')
      return endedConnection(unknownOutcome(`Whether this machine reaches ${service} is unknown.`));
    const on = network ?? facts?.networks[0];
    return made(() => gatewayExamples(on === undefined ? undefined : topology.networks.get(on), family));
  }
  if (from.kind !== 'service') {
    if (facts?.fromWire === false)
      return refusedConnection(`Nobody outside reaches ${service} at its own address.`);
    return endedConnection(unknownOutcome(`Whether anyone outside has a route to ${service} is unknown.`));
  }
  const ownFacts = reach.facts.get(from.name);
  if (from.name === service || (ownFacts?.owner != null && ownFacts.owner === facts?.owner))
    return made(() => ({ addresses: ['127.0.0.1'], all: false, as: 'loopback' }), true);
  const direct = reach.direct(from.name, service);
  if (direct === false) return refusedConnection(`${from.name} does not reach ${service}.`);
  if (direct === 'unknown')
    return endedConnection(unknownOutcome(`Whether ${from.name} reaches ${service} is unknown.`));
  const { networks } = reach.pair(from.name, service);
  if (network !== null && networks.length > 0 && !networks.includes(network))
    return refusedConnection(`${from.name} is not on ${network}, where ${service} is asked.`);
  const shared = network === null ? networks : [network];
  return made((ranges) => ownExamples(context, from.name, shared, ranges, family));
}
