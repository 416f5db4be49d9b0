// By which ways a service leaves and where to, and the holes in what limits it.

import { memoize } from '../../compose/memoize.ts';
import { attachmentPlace, keyPlace } from '../../compose/places.ts';
import { fleetOfOne } from '../../fleet/fleet-of-one.ts';
import { standaloneHost } from '../../host/alone.ts';
import { type HostFacts, hostFactsWith } from '../../host/host-facts.ts';
import type { ProjectFacts } from '../../needs/project-facts.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { Path } from '../../yaml/tree.ts';
import type { LeaveWay } from '../leave/leave-answer.ts';
import { Leaver } from '../leave/leaver.ts';
import { contextOf, hasWayOut, ownerOf, type ServiceAsker, serviceAsker, spaceOf } from '../leave/names.ts';
import type { AllowedNames, ForwardProxy } from '../proxy/forward-proxy.ts';
import { tunnelOfStack } from '../tunnel/read-tunnel.ts';
import { doorsBeside } from './doors-beside.ts';
import { type FoundHole, holesOfList } from './list-holes.ts';
import { tunnelHoles } from './tunnel-holes.ts';

/** One way by which a service leaves. */
export interface Leaving {
  readonly by: LeaveWay | 'tunnel';
  /** The proxy service, or the service of the tunnel; null for a connection without one. */
  readonly through: string | null;
  readonly names: AllowedNames;
  /** The ports; null for any. */
  readonly ports: readonly number[] | null;
  /** The line that says it; null where none does. */
  readonly place: SourcePlace | null;
}

/** How a service leaves. */
export interface Leavings {
  readonly leaves: readonly Leaving[];
  readonly holes: readonly FoundHole[];
  /** The proxies by which it is meant to leave: those that its variables name, or the only way that it has. */
  readonly meant: readonly ForwardProxy[];
  /** True where its variables name one of them. */
  readonly isStated: boolean;
}

/** Returns the answers about leaving of a project, or of all stacks of a host. */
export const leaverOf = memoize((facts: HostFacts) => new Leaver(fleetOfOne(facts), null));

/** Returns the answers about leaving of a project by itself. */
export const projectLeaver = memoize((context: Omit<ProjectFacts, 'proxies'>): Leaver => {
  const { workspace, options } = context;
  const facts: ProjectFacts = { ...context, proxies: null };
  return leaverOf(
    hostFactsWith(
      standaloneHost({ workspace, reachOptions: options }),
      { options },
      () => new Map([['', facts]]),
    ),
  );
});

/** Returns how a service leaves; none for a name that is no service. */
export function leavingsOf(leaver: Leaver, name: string): Leavings {
  const asker = serviceAsker(leaver.connector, name);
  if (!asker) return { leaves: [], holes: [], meant: [], isStated: false };
  const leaves: Leaving[] = [];
  const tunnel = tunnelOfStack(asker);
  const isLed = tunnel !== null && tunnel.leads !== false;
  const direct = leaver.direct(name, { host: publicAddress, port: 443, protocol: 'tcp' });
  if (direct.answer === 'reached' || direct.answer === 'unknown') {
    const names = direct.answer === 'reached' ? 'everything' : 'unknown';
    const way = { names, ports: null, place: direct.place } as const;
    if (isLed) leaves.push({ ...way, by: 'tunnel', through: ownerOf(asker).name });
    // What is not known of a tunnel may as well go past it.
    if (!isLed || tunnel.leads === 'unknown') leaves.push({ ...way, by: 'direct', through: null });
  }
  const proxies = leaver.proxiesFor(name).filter((proxy) => mayAsk(leaver, asker, proxy));
  for (const proxy of proxies)
    for (const { names, ports, place } of proxy.allowed)
      leaves.push({ by: 'proxy', through: proxy.service, names, ports, place });
  for (const [service] of leaver.unreadProxies(name))
    leaves.push({ by: 'proxy', through: service, names: 'unknown', ports: null, place: null });
  const own = leaver.ownProxies(name);
  const isShut = direct.answer === 'none';
  const meant = own.length > 0 ? own : isShut ? proxies.filter(hasList) : [];
  const holes = [
    ...(tunnel === null ? [] : tunnelHoles(leaver, tunnel, [asker])),
    ...(meant.some(hasList) ? [...holesRound(leaver, asker, meant, isShut), ...holesIn(meant)] : []),
  ];
  return { leaves, holes, meant, isStated: own.length > 0 };
}

const publicAddress = '9.9.9.9';

/** True for a proxy with a list of names. */
function hasList({ allowed }: ForwardProxy): boolean {
  return allowed.some(({ names }) => names !== 'everything' && names !== 'unknown');
}

/** True where a service may reach a proxy that itself has a way out. */
function mayAsk(leaver: Leaver, { name, node }: ServiceAsker, { service, ports }: ForwardProxy): boolean {
  const proxy = node.home === '' ? service : `${node.home}/${service}`;
  const there = serviceAsker(leaver.connector, proxy);
  return (
    there !== null &&
    hasWayOut(there) &&
    ports.some((port) => leaver.connector.ask(name, `${proxy}:${port}`).answer !== false)
  );
}

function* holesIn(meant: readonly ForwardProxy[]): Generator<FoundHole> {
  for (const proxy of meant)
    for (const hole of holesOfList(proxy))
      yield { ...hole, kind: 'wide', through: proxy.service, network: null };
}

function* holesRound(
  leaver: Leaver,
  asker: ServiceAsker,
  meant: readonly ForwardProxy[],
  isShut: boolean,
): Generator<FoundHole> {
  const { name, node, service } = asker;
  const context = contextOf(asker);
  const owner = ownerOf(asker);
  const place = (path: Path): SourcePlace | null => context?.place(path) ?? null;
  const placeOf = (other: string): SourcePlace | null => place(['services', other]);
  const proxies = meant.map((proxy) => proxy.service);
  const of = (
    id: string,
    kind: FoundHole['kind'],
    text: string,
    at: SourcePlace | null,
    network: string | null = null,
  ): FoundHole => ({
    id,
    kind,
    text,
    place: at,
    through: proxies[0] ?? null,
    network,
  });
  if (!isShut) {
    const space = spaceOf(asker);
    const gateways = (space && node.paths('ipv4')?.gatewaysOf(space)) ?? [];
    const networks = gateways.flatMap((gateway) => gateway?.key ?? []);
    const on = networks[0] ?? null;
    yield of(
      'LV1',
      'round',
      on === null
        ? `${name} leaves past ${proxies.join(' and ')}`
        : `${name} leaves past ${proxies.join(' and ')} by ${on}, which is not internal`,
      on === null ? placeOf(owner.name) : place(attachmentPlace(owner, on)),
      on,
    );
    return;
  }
  const { reach } = node.facts ?? {};
  for (const { text, service: other } of doorsBeside(leaver, asker, proxies))
    yield of('LV2', 'round', text, placeOf(other));
  const toHost = reach?.facts.get(service.name)?.toHost;
  if (toHost === true)
    yield of(
      'H2',
      'host',
      `${name} reaches the host at the gateway of its own network: what listens there on all addresses answers`,
      placeOf(owner.name),
    );
  const ipv6 = leaver.direct(name, { host: '2620:fe::fe', port: 443, protocol: 'tcp' });
  if (ipv6.answer === 'reached')
    yield of(
      'LV6',
      'round',
      `${name} leaves over IPv6, past ${proxies.join(' and ')}`,
      ipv6.place ?? placeOf(owner.name),
    );
  const question = leaver.names.ask(asker, 'elsewhere.invalid');
  if (question.answer === 'reached')
    yield of(
      'LV3',
      'names',
      `a server with a way out answers ${name} names of the outside`,
      place(keyPlace(owner, 'dns')),
    );
}
