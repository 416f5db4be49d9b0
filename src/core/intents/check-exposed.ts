// `exposed`: whatever answers the outside must be listed; what is listed and does not answer is reported. Also what the `exposed` intents
// of a file allow together, and how they list a port.

import { nameList } from '../compose/name-list.ts';
import { firstFree, parsePortRange, rangeText } from '../compose/project/ports/port-range.ts';
import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { memberPath } from '../reach/document-paths.ts';
import { outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { type WayIn, waysIn } from '../reach/ways-in.ts';
import { type Breach, type ExpectedPort, type ExposedIntent, type Intent, intentText } from './intent.ts';
import { readIntents } from './read-intents.ts';

/** Returns one breach for each service with ways in that none of `expected` covers. */
export function checkExposed(
  topology: Topology,
  reach: Reach,
  intent: ExposedIntent,
  expected: readonly ExpectedPort[],
): readonly Breach[] {
  const breaches: Breach[] = [];
  const ofStacks = expected.filter(({ service }) => service.endsWith(stackSuffix));
  const ofServices = new Map<string, ExpectedPort[]>();
  for (const port of expected) ofServices.set(port.service, [...(ofServices.get(port.service) ?? []), port]);
  for (const name of reach.services) {
    const own = ownWaysIn(topology, reach, name);
    if (own.length === 0) continue;
    const ownPorts = [...(ofServices.get(name) ?? []), ...ofStacks];
    const unlisted = own.filter((way) => !isListed(ownPorts, { ...way, service: name }));
    const sure = unlisted.filter(isSure);
    const ways = sure.length > 0 ? sure : unlisted;
    const [first] = ways;
    if (!first) continue;
    const state = sure.length > 0 ? 'broken' : 'unknown';
    const words = nameList([...new Set(ways.map(wayText))]);
    const verdict = state === 'broken' ? 'does not hold' : 'cannot be decided';
    breaches.push({
      state,
      certainty: ways.every(({ reachableFrom }) => reachableFrom !== 'outside') ? 'inferred' : 'certain',
      subjects: [name],
      message: `${intentText(intent)} ${verdict}: the outside ${state === 'broken' ? 'reaches' : 'may reach'} ${name} ${words}, which is not listed.`,
      at: first.at,
      path: [...new Map(ways.map((way) => [JSON.stringify(way.at), way])).values()].map((way) => ({
        from: way.proxy || outsidePlace,
        to: name,
        network: reach.facts.has(way.proxy) ? (reach.pair(way.proxy, name).networks[0] ?? null) : null,
        at: way.at,
      })),
      parts: [
        ...ways.map(({ port, protocol, host }) => ['CN701', name, `${host}:${port}/${protocol}`]),
        ...(state === 'broken' ? [['CN701', name, state]] : []),
      ],
      evidence: [state, name, ...ways.map(({ port, protocol, host }) => `${host}:${port}/${protocol}`)],
      unlisted: [...new Set(ways.map((way) => exposedText(name, way.port, way.protocol)))],
    });
  }
  return breaches;
}

/** Returns every way into a project as `exposed` lists it: certain ones first, then possible ones that those do not cover. */
export function portsToExpose(topology: Topology, reach: Reach): readonly string[] {
  const first = new Set<string>();
  const then = new Set<string>();
  for (const name of reach.services) {
    const own = ownWaysIn(topology, reach, name);
    if (own.length === 0) continue;
    const sure = own.filter(isSure);
    const listed: ExpectedPort[] = [];
    for (const { port, protocol } of sure.length > 0 ? sure : own) {
      first.add(exposedText(name, port, protocol));
      listed.push({ text: '', service: name, port, protocol: protocol || 'tcp', path: [] });
    }
    for (const way of own)
      if (!isListed(listed, { ...way, service: name })) then.add(exposedText(name, way.port, way.protocol));
  }
  return [...new Set([...first, ...then])];
}

function isSure({ open, reachableFrom }: WayIn): boolean {
  return open === true || reachableFrom === 'proxy';
}

/** Returns the listed ports behind which nothing answers; inactive services are not checked. */
export function idlePorts(
  topology: Topology,
  reach: Reach,
  { ports }: ExposedIntent,
): readonly ExpectedPort[] {
  return ports.filter((port) => {
    if (!reach.facts.has(port.service)) return false;
    const ways = ownWaysIn(topology, reach, port.service);
    return !ways.some((way) => way.port === '' || overlaps(port, { ...way, service: port.service }));
  });
}

/**
 * Returns the ways in that a service itself causes: the ports of a joined service belong to the namespace's owner. A macvlan or ipvlan
 * network is a way in, too (O11).
 */
function ownWaysIn(topology: Topology, reach: Reach, name: string): readonly WayIn[] {
  const all = waysIn(reach, name);
  const ways = all.length === 0 ? all : all.filter(({ service }) => service === name);
  const facts = reach.facts.get(name);
  if (!facts || facts.fromWire === false) return ways;
  const wire = facts.networks.find((network) => isOnWire(topology, network));
  if (wire === undefined) return ways;
  const at = memberPath(topology, reach, name, wire);
  const plain = {
    port: '',
    protocol: '',
    host: '',
    proxy: '',
    random: false,
    unread: null,
    service: name,
    at,
  };
  return [...ways, { reachableFrom: 'outside', open: facts.fromWire, ...plain }];
}

function isOnWire(topology: Topology, name: string): boolean {
  const driver = topology.networks.get(name)?.driver;
  return driver === 'macvlan' || driver === 'ipvlan';
}

function wayText({ reachableFrom, port, protocol, host, proxy, unread }: WayIn): string {
  if (unread !== null) return `at ${unread}, which depends on a variable that is not set`;
  if (reachableFrom === 'proxy') return `as ${host} through ${proxy}`;
  if (reachableFrom === 'tunnel') return `through the tunnel ${proxy}`;
  return port === '' ? 'at ports that are not fixed' : `at ${port}/${protocol || 'tcp'}`;
}

/** The port of a way in: a number, a range, or '' for every port and for one that the host picks. */
interface WayPort {
  readonly service: string;
  readonly port: string;
  readonly protocol: string;
}

/** Returns the stated exposed ports, from all `exposed` intents; null when the files have none. */
export function expectedPorts(workspace: Workspace): readonly ExpectedPort[] | null {
  return expectedIn(readIntents(workspace).list);
}

/** Returns the stated exposed ports in a list of intents; null when it has none. */
export function expectedIn(list: readonly Intent[]): readonly ExpectedPort[] | null {
  const stated = list.filter((intent) => intent.kind === 'exposed');
  return stated.length === 0 ? null : stated.flatMap(({ ports }) => ports);
}

/** True when an expected port covers another one: it covers all ports, the same port, or a range around it. */
export function covers(expected: ExpectedPort, { service, port, protocol }: WayPort): boolean {
  if (expected.service !== service && !coversStack(expected.service, service)) return false;
  if (expected.port === '') return true;
  if (expected.protocol !== (protocol || 'tcp')) return false;
  const wide = parsePortRange(expected.port);
  const narrow = parsePortRange(port);
  return wide !== null && narrow !== null && wide.first <= narrow.first && narrow.last <= wide.last;
}

/** True when an expected port covers a way in, or a part of its range. */
function overlaps(expected: ExpectedPort, way: WayPort): boolean {
  if (covers(expected, way)) return true;
  const [part, range] = [parsePortRange(expected.port), parsePortRange(way.port)];
  if (part === null || range === null || part.first > range.last || range.first > part.last) return false;
  return covers(expected, { ...way, port: expected.port });
}

/** True when the list covers a way in; the ports of a range may be listed one by one. */
export function isListed(listed: readonly ExpectedPort[], way: WayPort): boolean {
  if (listed.some((port) => covers(port, way))) return true;
  const range = parsePortRange(way.port);
  if (range === null || range.first === range.last) return false;
  const parts = listed.flatMap((port) => {
    const part = parsePortRange(port.port);
    return part !== null && covers(port, { ...way, port: rangeText(part) }) ? [part] : [];
  });
  return (
    (firstFree(
      parts.filter(({ last }) => last >= range.first),
      range.first,
    ) ?? Infinity) > range.last
  );
}

/** The suffix that stands for all services of a stack on a host. */
const stackSuffix = '/*';

/** True when `STACK/*` covers a service of a host. */
function coversStack(expected: string, service: string): boolean {
  return expected.endsWith(stackSuffix) && service.startsWith(expected.slice(0, -1));
}

/** Returns a port as `exposed` lists it: `proxy:443`, `dns:53/udp`; the service alone when the port is not fixed. */
export function exposedText(service: string, port: string, protocol: string): string {
  if (port === '') return service;
  return protocol === 'tcp' || protocol === '' ? `${service}:${port}` : `${service}:${port}/${protocol}`;
}
