// Who gets in to a service, in few words for pictures and lists: the names that lead there, the logins on the way, and what leads round them.

import { memoize } from '../compose/memoize.ts';
import { ownLogin } from '../images/port-meaning.ts';
import { type Bypass, isNamedLogin, openBypasses } from '../ways-in/ways/bypasses.ts';
import { bypassAt, type GuardWord, guardOf } from '../ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { AllWays, WayInto } from '../ways-in/ways/ways-into.ts';

/** The access to each service of a project, or of one stack of a host. */
export interface Gates {
  /** Returns the gate of a service; null when nothing from outside leads to it. */
  of(service: string): Gate | null;
  /** Sentences about the proxies that could not be read, with reasons. */
  readonly unread: readonly string[];
}

/** Returns the gates of a project, or of the stack whose services have this prefix on a host. */
export function gatesOf(facts: WaysFacts, prefix = ''): Gates {
  return {
    of: (service) => gateOf(facts, prefix + service),
    unread: [...new Set(facts.ways.unread.map(({ because }) => because))],
  };
}

/** The look of a gate: a login that can be bypassed, one that holds, one of the protocol's own, no login, or unknown. */
export type GateTone = 'round' | 'guarded' | 'own' | 'open' | 'unknown';

export function gateTone({ logins, bypasses, answer, decides, own, everyPort }: Gate): GateTone {
  if (logins.length > 0 && bypasses.length > 0) return 'round';
  if (own.length > 0) return 'own';
  if (everyPort) return 'unknown';
  if (answer === 'guarded' || (answer === 'open' && decides)) return 'guarded';
  return answer === 'open' ? 'open' : 'unknown';
}

export interface Gate {
  /** The host names, with `*` for any, each once; the weakest way first. */
  readonly hosts: readonly string[];
  /** The services that ask for a login on some way; for other logins their kind. */
  readonly logins: readonly string[];
  /** The guard on the weakest way through a proxy or tunnel, else on the weakest way of all. */
  readonly guard: GuardWord;
  /** The answer on the weakest way from outside; null when there is no such way. */
  readonly answer: WayInto['answer'] | null;
  /** True when the service authenticates users for other services, so that its own open page is a login. */
  readonly decides: boolean;
  /** The host ports, names and tunnels that bypass a login. */
  readonly bypasses: readonly string[];
  /** The protocols of its open ports, when each brings a login of its own; empty otherwise. */
  readonly own: readonly string[];
  /** True when nothing but its place on the host's network leads to it, so that its ports are unknown. */
  readonly everyPort: boolean;
  /** The bypassing published ports, such as `0.0.0.0:8081`. */
  readonly ports: readonly string[];
}

/** Returns the services that authenticate users for other services. */
const deciders = memoize(({ into }: AllWays): ReadonlySet<string> => {
  const all = [...into.values()].flat();
  const guards = all.flatMap((way) => way.guards);
  return new Set(
    guards.flatMap(({ kind, how, by }) => (kind === 'login' && how !== 'basic' && by !== null ? [by] : [])),
  );
});

/** True when a card shows the gate; that a port answers is already shown by the card and its trunk. */
export function isGateShown({ hosts, logins, guard }: Gate): boolean {
  return hosts.length > 0 || logins.length > 0 || guard !== 'none';
}

/** Returns the gate of a service; null when nothing from outside leads to it. */
export function gateOf(facts: WaysFacts, service: string): Gate | null {
  return gateThrough(facts.all(), service, facts.into(service), openBypasses);
}

/** Returns the gate of a service that `into` leads to; `bypassesIn` finds what leads round the logins of these ways. */
export function gateThrough(
  all: AllWays,
  service: string,
  into: readonly WayInto[],
  bypassesIn: (ways: readonly WayInto[]) => readonly Bypass[],
): Gate | null {
  const decides = deciders(all).has(service);
  const ways = into.filter(({ zone, answer }) => zone !== 'host' && answer !== 'closed');
  const [weakest] = ways;
  if (!weakest) return null;
  const routed = ways.filter(({ through }) => through.length > 0);
  const logins = ways.flatMap(({ guards }) =>
    guards.filter(({ kind }) => kind === 'login').map(({ by, how }) => by ?? how),
  );
  const openings = bypassesIn(ways).filter(({ certain }) => certain);
  const published = openings.filter(({ how }) => how === 'published');
  return {
    hosts: [...new Set(routed.map(({ host }) => host))],
    logins: [...new Set(logins)],
    guard: guardOf(routed[0] ?? weakest),
    answer: weakest.answer,
    decides,
    bypasses: [
      ...new Set(
        openings.map((one) =>
          one.how === 'published' ? `port ${one.at.replace(/^.*:/, '')}` : bypassAt(one),
        ),
      ),
    ],
    own: logins.length > 0 ? [] : ownLogins(ways),
    everyPort: ways.every(({ port, through }) => port === null && through.length === 0),
    ports: [...new Set(published.map(({ at }) => at))],
  };
}

/** Returns the protocols of the unguarded ways when all of them are published ports with a login of their own; empty otherwise. */
function ownLogins(ways: readonly WayInto[]): readonly string[] {
  const found = new Set<string>();
  for (const { answer, through, entrance, port, protocol } of ways) {
    if (answer !== 'open') continue;
    const hostPort = entrance.published?.replace(/^.*:/, '') ?? '';
    const own =
      port === null || through.length > 0 ? null : ownLogin({ hostPort, containerPort: port, protocol });
    if (own === null) return [];
    found.add(own);
  }
  return [...found];
}

/** Returns the gate's host names, without the one for any. */
export function namesOf({ hosts }: Gate): readonly string[] {
  return hosts.filter((host) => host !== '*');
}

/** Returns a gate in words: `login by authelia`, `port 8081 bypasses authelia`, `2 bypasses of authelia: port 8081, share.example.org`. */
export function gateText({ logins, answer, bypasses, decides, own, everyPort }: Gate): string {
  if (logins.length > 0 && bypasses.length > 0)
    return bypasses.length === 1
      ? `${bypasses[0]} bypasses ${loginText(logins)}`
      : `${bypasses.length} bypasses of ${loginText(logins)}: ${bypasses.join(', ')}`;
  if (answer === 'unknown') return 'who gets in is unknown';
  if (own.length > 0)
    return own.length === 1 ? `${own[0]}: its own login` : `${own[0]} +${own.length - 1}: own logins`;
  if (everyPort) return 'every port that it opens';
  if (answer === 'open' && decides && logins.length === 0) return 'the login itself';
  if (answer === 'varies') return 'login in some cases';
  if (logins.length > 0) return `login by ${logins.join(', ')}`;
  return answer === 'guarded' ? 'list of addresses or certificate' : 'no login';
}

/** Returns the logins by name, such as `authelia`; a login of the proxy itself has no name. */
function loginText(logins: readonly string[]): string {
  return logins.every(isNamedLogin) ? logins.join(', ') : 'the login';
}

/** Returns a gate in words after its host name: `photos.example.org +1: login by authelia`. */
export function gateLine(gate: Gate): string {
  const names = namesOf(gate);
  const [first] = names;
  // What leads round a login matters more than the name that has it.
  if (first === undefined || gateTone(gate) === 'round') return gateText(gate);
  return `${first}${names.length > 1 ? ` +${names.length - 1}` : ''}: ${gateText(gate)}`;
}
