// Bypasses of a login: the same port of the same service, reached without it.

import type { Guard } from '../model.ts';
import { namespacePeers } from '../network/upstreams.ts';
import type { SourceLocation } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Ways } from './ways.ts';
import type { WayInto } from './ways-into.ts';

export type BypassKind = 'published' | 'route' | 'tunnel' | 'neighbour' | 'host' | 'joined';

export interface Bypass {
  /** The bypassed login: the deciding service, or else the kind of login. */
  readonly of: string;
  /** The zone of the bypass: `outside`, `host`, `tailnet`, or a network with neighbours. */
  readonly zone: string;
  readonly how: BypassKind;
  /** The address and port, or the host name, of the bypass. */
  readonly at: string;
  /** The services that can use the bypass, if it is limited to services. */
  readonly who: readonly string[];
  /** False when it is unknown whether anyone gets through. */
  readonly certain: boolean;
  /** A sentence on how to close it. */
  readonly fix: string;
  readonly declaredAt: SourceLocation;
}

/** Returns the bypasses of a service with the given ways in. */
export function bypassesOf(
  { context, programs, tunnels }: Ways,
  service: string,
  ways: readonly WayInto[],
): readonly Bypass[] {
  const found = new Map<string, Bypass>();
  const add = (bypass: Bypass): void => {
    const key = JSON.stringify([bypass.of, bypass.zone, bypass.how, bypass.at]);
    if (!found.has(key)) found.set(key, bypass);
  };
  const passing = new Set([...programs, ...tunnels].map((one) => one.service));
  for (const guarded of ways) {
    const of = loginBefore(guarded);
    if (of === null) continue;
    for (const bypass of waysPastLogin(guarded, of, ways)) add(bypass);
    for (const bypass of fromInside(context, service, guarded, of, passing)) add(bypass);
  }
  return [...found.values()];
}

/** Returns the other ways to the same port without its login: ports, routes, tunnels. */
export function openBypasses(ways: readonly WayInto[]): readonly Bypass[] {
  const found = new Map<string, Bypass>();
  for (const guarded of ways) {
    const of = loginBefore(guarded);
    for (const bypass of of === null ? [] : waysPastLogin(guarded, of, ways)) {
      const key = JSON.stringify([bypass.of, bypass.zone, bypass.how, bypass.at]);
      if (!found.has(key)) found.set(key, bypass);
    }
  }
  return [...found.values()];
}

/** Returns the name of the login on a way; null for a way without one. */
export function loginBefore({ answer, guards }: WayInto): string | null {
  const login = answer === 'guarded' ? guards.find(({ kind }) => kind === 'login') : undefined;
  return login ? nameOf(login) : null;
}

/** Returns the other ways to the same port that do not pass a given login. */
export function waysPastLogin(guarded: WayInto, of: string, ways: readonly WayInto[]): readonly Bypass[] {
  return ways
    .filter(({ port, guards, answer, zone }) => {
      // A list that admits only the local network is intended, and one that admits no one is not a way in.
      if (answer === 'closed' || zone === 'lan') return false;
      const samePort = port === null || guarded.port === null || port === guarded.port;
      return samePort && !guards.some(({ kind }) => kind === 'login');
    })
    .map((other) => bypassThrough(other, of));
}

/** Returns the name of a login: the deciding service, or else the method. */
export function nameOf({ by, how }: Guard): string {
  return by ?? how;
}

/** True when a login's name is that of the deciding service instead of a method. */
export function isNamedLogin(login: string): boolean {
  return !/^(?:basic|digest|forward-auth)$/.test(login);
}

function bypassThrough(
  { zone, through, entrance, host, path, answer, declaredAt }: WayInto,
  of: string,
): Bypass {
  const at =
    through.length === 0
      ? (entrance.published ?? 'the network of the host')
      : host + (path === '/' ? '' : path);
  const isPort = through.length === 0;
  const how: BypassKind = isPort
    ? 'published'
    : zone === 'tailnet' || zone === 'internet'
      ? 'tunnel'
      : 'route';
  const fix = isPort
    ? zone === 'host'
      ? 'Remove the published port.'
      : 'Remove the published port, or bind it to 127.0.0.1.'
    : how === 'tunnel'
      ? 'Point the tunnel at the proxy.'
      : 'Give this route the same login.';
  return { of, zone, how, at, who: [], certain: answer !== 'unknown', fix, declaredAt };
}

function fromInside(
  context: WaysContext,
  service: string,
  { port }: WayInto,
  of: string,
  passing: ReadonlySet<string>,
): readonly Bypass[] {
  const { reach } = context;
  const at = `${service}:${port ?? '*'}`;
  const declaredAt: SourceLocation = { path: ['services', service, 'networks'] };
  const found: Bypass[] = [];
  const peers = new Set(namespacePeers(context, service).map(({ name }) => name));
  const joined = [...peers].filter((name) => name !== service);
  if (joined.length > 0)
    found.push({
      of,
      zone: 'host',
      how: 'joined',
      at,
      who: joined,
      certain: true,
      fix: 'Give them networks of their own.',
      declaredAt: { path: ['services', service] },
    });
  const facts = reach.facts.get(service);
  if (facts?.fromHost === true)
    found.push({
      of,
      zone: 'host',
      how: 'host',
      at,
      who: [],
      certain: true,
      fix: 'Anyone on this machine reaches every container.',
      declaredAt: { path: ['services', service] },
    });
  const byNetwork = new Map<string, string[]>();
  for (const other of reach.services) {
    if (peers.has(other) || passing.has(other) || other === of || reach.direct(other, service) !== true)
      continue;
    const network = sharedNetwork(context, other, service) ?? 'host';
    byNetwork.set(network, [...(byNetwork.get(network) ?? []), other]);
  }
  for (const [zone, who] of byNetwork)
    found.push({
      of,
      zone,
      how: 'neighbour',
      at,
      who,
      certain: true,
      fix: 'Give the proxy and this service a network of their own.',
      declaredAt,
    });
  return found;
}

/** Returns a network that both services share; called for every neighbour, so it reads nothing else. */
function sharedNetwork({ reach }: WaysContext, one: string, other: string): string | null {
  const theirs = reach.facts.get(other)?.networks ?? [];
  return reach.facts.get(one)?.networks.find((network) => theirs.includes(network)) ?? null;
}
