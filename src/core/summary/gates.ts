// Who gets in to a service, in few words for pictures and lists: the names that lead there, the logins on the way, and what leads round them.

import { openingsOf } from '../ways-in/ways/bypasses.ts';
import { type GuardWord, guardOf } from '../ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../ways-in/ways/ways-into.ts';

export interface Gate {
  /** Host names, and `*` for any, each once; the weakest way first. */
  readonly hosts: readonly string[];
  /** Who asks for a login on some way; the service, else the kind of login. */
  readonly logins: readonly string[];
  /** What stands before the service on the weakest way through a proxy or tunnel, else on the weakest of all. */
  readonly guard: GuardWord;
  /** How the weakest way from outside lets in; null where none comes from there. */
  readonly answer: WayInto['answer'] | null;
  /** Ports of this machine, names and tunnels that lead round a login. */
  readonly bypasses: readonly string[];
  /** The published ports among them, as `0.0.0.0:8081`. */
  readonly ports: readonly string[];
}

/** Null where nothing from outside leads to the service. */
export function gateOf(facts: WaysFacts, service: string): Gate | null {
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
    bypasses: [
      ...new Set(rounds.map(({ how, at }) => (how === 'published' ? `port ${at.replace(/^.*:/, '')}` : at))),
    ],
    ports: [...new Set(published.map(({ at }) => at))],
  };
}

/** `login by authelia, port 8081 leads round it`. */
export function gateText({ logins, answer, bypasses }: Gate): string {
  if (logins.length > 0 && bypasses.length > 0)
    return `${bypasses.join(', ')} ${bypasses.length === 1 ? 'leads' : 'lead'} round ${logins.join(', ')}`;
  if (answer === 'unknown') return 'not known who gets in';
  if (answer === 'varies') return 'login in some cases';
  if (logins.length > 0) return `login by ${logins.join(', ')}`;
  return answer === 'guarded' ? 'list of addresses or certificate' : 'no login';
}
