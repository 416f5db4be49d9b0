// The facts about ways in that rules, intents and pictures use, for a project or a host; computed on first use.

import { memoize } from '../../compose/memoize.ts';
import type { Fault, FaultKind } from '../faults.ts';
import { allWays } from './all-ways.ts';
import { type Bypass, bypassesOf } from './bypasses.ts';
import type { Ways } from './ways.ts';
import { type AllWays, byWeakness, type WayInto } from './ways-into.ts';

/** The facts about services beside the ways in. */
export interface ServiceKnowledge {
  /** True when a service stores data. */
  isData(service: string): boolean;
  /** True when the files state or suggest that one service connects to another. */
  needs(from: string, to: string): boolean;
  /** True when another rule already reports a route of the second service through the first. */
  isReportedByLabels(proxy: string, service: string): boolean;
}

export interface WaysFacts extends ServiceKnowledge {
  readonly ways: Ways;
  /** Returns the ways into a service, weakest first; empty when nothing leads in. */
  into(service: string): readonly WayInto[];
  /** Returns the ways into all services and the routes that lead to none. */
  all(): AllWays;
  /** Returns the bypasses of a service's logins. */
  bypasses(service: string): readonly Bypass[];
  /** Returns the configuration faults of one kind. */
  faults(kind: FaultKind): readonly Fault[];
}

/**
 * Returns the facts as if each of several services that claim one host port had it, since a reported problem must be fixed whichever of
 * them runs.
 */
export const assumingEachRuns = memoize((facts: WaysFacts): WaysFacts => {
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

export function waysFacts(ways: Ways, beside: ServiceKnowledge): WaysFacts {
  return factsOf(ways, beside, () => allWays(ways));
}

function factsOf(
  ways: Ways,
  { isData, needs, isReportedByLabels }: ServiceKnowledge,
  all: () => AllWays,
): WaysFacts {
  const cachedBypasses = new Map<string, readonly Bypass[]>();
  let faults: readonly Fault[] | null = null;
  const into = (service: string): readonly WayInto[] => all().into.get(service) ?? [];
  return {
    isData,
    needs,
    isReportedByLabels,
    ways,
    into,
    all,
    bypasses: (service) => {
      const ownBypass = cachedBypasses.get(service) ?? bypassesOf(ways, service, into(service));
      cachedBypasses.set(service, ownBypass);
      return ownBypass;
    },
    faults: (kind) => {
      faults ??= ways.programs.flatMap((program) => program.faults());
      return faults.filter((fault) => fault.kind === kind);
    },
  };
}
