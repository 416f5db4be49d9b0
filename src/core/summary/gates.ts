// Who gets in to a service, in few words for pictures and lists: the names that lead there, the logins on the way, and what leads round them.

import { oncePer } from '../compose/once-per.ts';
import { openingsOf } from '../ways-in/ways/bypasses.ts';
import { type GuardWord, guardOf } from '../ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../ways-in/ways/ways-into.ts';

/** Who gets in to each service of a project, or of one stack of a host. */
export interface Gates {
  /** Null where nothing from outside leads to the service. */
  of(service: string): Gate | null;
  /** Proxies that are not read, why: sentences. */
  readonly unread: readonly string[];
}

/** The gates of a project, or of the stack whose services have that prefix on a host. */
export function gatesOf(facts: WaysFacts, prefix = ''): Gates {
  return {
    of: (service) => gateOf(facts, prefix + service),
    unread: [...new Set(facts.ways.unread.map(({ because }) => because))],
  };
}

/** How a gate is shown: a login that something leads round, one that holds, none, or not known. */
export type GateTone = 'round' | 'guarded' | 'open' | 'unknown';

export function gateTone({ logins, bypasses, answer, decides }: Gate): GateTone {
  if (logins.length > 0 && bypasses.length > 0) return 'round';
  if (answer === 'guarded' || (answer === 'open' && decides)) return 'guarded';
  return answer === 'open' ? 'open' : 'unknown';
}

export interface Gate {
  /** Host names, and `*` for any, each once; the weakest way first. */
  readonly hosts: readonly string[];
  /** Who asks for a login on some way; the service, else the kind of login. */
  readonly logins: readonly string[];
  /** What stands before the service on the weakest way through a proxy or tunnel, else on the weakest of all. */
  readonly guard: GuardWord;
  /** How the weakest way from outside lets in; null where none comes from there. */
  readonly answer: WayInto['answer'] | null;
  /** It decides for other services who is let in: what it shows to everybody is a login. */
  readonly decides: boolean;
  /** Ports of this machine, names and tunnels that lead round a login. */
  readonly bypasses: readonly string[];
  /** The published ports among them, as `0.0.0.0:8081`. */
  readonly ports: readonly string[];
}

/** The services that are asked who may pass to others. */
const deciders = oncePer((facts: WaysFacts): ReadonlySet<string> => {
  const all = [...facts.all().into.values()].flat();
  const guards = all.flatMap((way) => way.guards);
  return new Set(
    guards.flatMap(({ kind, how, by }) => (kind === 'login' && how !== 'basic' && by !== null ? [by] : [])),
  );
});

/** Whether a card shows it: that a port answers is said by the card and its trunk. */
export function isGateShown({ hosts, logins, guard }: Gate): boolean {
  return hosts.length > 0 || logins.length > 0 || guard !== 'none';
}

/** Null where nothing from outside leads to the service. */
export function gateOf(facts: WaysFacts, service: string): Gate | null {
  const decides = deciders(facts).has(service);
  const ways = facts.into(service).filter(({ zone, answer }) => zone !== 'host' && answer !== 'closed');
  const [weakest] = ways;
  if (!weakest) return null;
  const routed = ways.filter(({ through }) => through.length > 0);
  const logins = ways.flatMap(({ guards }) =>
    guards.filter(({ kind }) => kind === 'login').map(({ by, how }) => by ?? how),
  );
  const rounds = openingsOf(ways).filter(({ certain }) => certain);
  const published = rounds.filter(({ how }) => how === 'published');
  return {
    hosts: [...new Set(routed.map(({ host }) => host))],
    logins: [...new Set(logins)],
    guard: guardOf(routed[0] ?? weakest),
    answer: weakest.answer,
    decides,
    bypasses: [
      ...new Set(rounds.map(({ how, at }) => (how === 'published' ? `port ${at.replace(/^.*:/, '')}` : at))),
    ],
    ports: [...new Set(published.map(({ at }) => at))],
  };
}

/** The names that lead there, without that for any. */
export function namesOf({ hosts }: Gate): readonly string[] {
  return hosts.filter((host) => host !== '*');
}

/** `login by authelia, port 8081 leads round it`. */
export function gateText({ logins, answer, bypasses, decides }: Gate): string {
  if (logins.length > 0 && bypasses.length > 0)
    return `${bypasses.join(', ')} ${bypasses.length === 1 ? 'leads' : 'lead'} round ${logins.join(', ')}`;
  if (answer === 'unknown') return 'unknown who gets in';
  if (answer === 'open' && decides && logins.length === 0) return 'the login itself';
  if (answer === 'varies') return 'login in some cases';
  if (logins.length > 0) return `login by ${logins.join(', ')}`;
  return answer === 'guarded' ? 'list of addresses or certificate' : 'no login';
}

/** The same after the name that leads there: `photos.example.org +1: login by authelia`. */
export function gateLine(gate: Gate): string {
  const names = namesOf(gate);
  const [first] = names;
  // What leads round a login matters more than the name that has it.
  if (first === undefined || gateTone(gate) === 'round') return gateText(gate);
  return `${first}${names.length > 1 ? ` +${names.length - 1}` : ''}: ${gateText(gate)}`;
}
