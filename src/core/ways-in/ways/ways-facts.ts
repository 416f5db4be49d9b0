// What rules, intents and pictures ask of the ways in of a project or a host; each is worked out when it is first asked for.

import { memoize } from '../../compose/memoize.ts';
import type { Fault, FaultKind } from '../faults.ts';
import { allWays } from './all-ways.ts';
import { type Bypass, bypassesOf } from './bypasses.ts';
import type { Ways } from './ways.ts';
import { type AllWays, byWeakness, type WayInto } from './ways-into.ts';

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

/** The same as if each of several that claim one port of the host had it: what rules report has to be mended whichever of them runs. */
export const asIfEachRan = memoize((facts: WaysFacts): WaysFacts => {
  const { into, nowhere } = facts.all();
  const all = [...into.values()].flat();
  if (all.every(({ ifItRuns }) => ifItRuns === undefined)) return facts;
  const changed = new Map(
    [...into].map(([service, ways]) => [
      service,
      ways
        .map(
          ({ ifItRuns, ...way }): WayInto => (ifItRuns ? { ...way, answer: ifItRuns, because: null } : way),
        )
        .sort(byWeakness),
    ]),
  );
  return factsOf(facts.ways, facts, () => ({ into: changed, nowhere }));
});

export function waysFacts(ways: Ways, beside: BesideWays): WaysFacts {
  return factsOf(ways, beside, () => allWays(ways));
}

function factsOf(ways: Ways, { isData, needs, isReported }: BesideWays, all: () => AllWays): WaysFacts {
  const round = new Map<string, readonly Bypass[]>();
  let faults: readonly Fault[] | null = null;
  const into = (service: string): readonly WayInto[] => all().into.get(service) ?? [];
  return {
    isData,
    needs,
    isReported,
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
