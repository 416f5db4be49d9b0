// What rules, intents and pictures ask of the ways in of a project or a host; each is worked out when it is first asked for.

import type { Fault, FaultKind } from '../faults.ts';
import { type Bypass, bypassesOf } from './bypasses.ts';
import type { Ways } from './ways.ts';
import { type AllWays, allWays, type WayInto } from './ways-into.ts';

/** What is known beside the ways in. */
export interface BesideWays {
  /** Whether a service keeps data. */
  isData(service: string): boolean;
  /** Whether the files say or suggest that one service connects to another. */
  needs(from: string, to: string): boolean;
  /** Whether a finding about a route of the second through the first is made elsewhere. */
  isReported(proxy: string, service: string): boolean;
}

export interface WaysFacts extends BesideWays {
  readonly ways: Ways;
  /** The weakest first; none where nothing leads in. */
  into(service: string): readonly WayInto[];
  /** The ways into all services, and the routes that lead to none. */
  all(): AllWays;
  /** Ways round the logins of a service. */
  bypasses(service: string): readonly Bypass[];
  /** What is wrong with the configuration of proxies, of one kind. */
  faults(kind: FaultKind): readonly Fault[];
}

export function waysFacts(ways: Ways, beside: BesideWays): WaysFacts {
  const round = new Map<string, readonly Bypass[]>();
  let faults: readonly Fault[] | null = null;
  const all = (): AllWays => allWays(ways);
  const into = (service: string): readonly WayInto[] => all().into.get(service) ?? [];
  return {
    ...beside,
    ways,
    into,
    all,
    bypasses: (service) => {
      const ownBypass = round.get(service) ?? bypassesOf(ways, service, into(service));
      round.set(service, ownBypass);
      return ownBypass;
    },
    faults: (kind) => {
      faults ??= ways.programs.flatMap((program) => program.faults());
      return faults.filter((fault) => fault.kind === kind);
    },
  };
}
