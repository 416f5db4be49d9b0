// How the services of a project leave, for rules: worked out where a proxy with a list is there to leave by.

import type { RuleContext } from '../../findings/finding.ts';
import type { ProjectFacts } from '../../needs/project-facts.ts';
import { atLine } from '../../ways-in/places.ts';
import { type FoundHole, type Leavings, leavingsOf, projectLeaver } from '../../ways-out/out/leavings.ts';
import { mayLimitNames } from '../../ways-out/proxy/may-limit-names.ts';

/** Yields each service that is meant to leave through a proxy with a list, with how it leaves. */
export function* limitedServices(
  context: RuleContext,
): Generator<{ readonly name: string; readonly leavings: Leavings }> {
  if (context.context === null || !mayLimitNames(context.topology)) return;
  const leaver = projectLeaver(context);
  for (const name of context.checked.keys()) {
    const leavings = leavingsOf(leaver, name);
    if (leavings.holes.length > 0) yield { name, leavings };
  }
}

/** Returns what says how each service of a project leaves. */
export function leavingsIn(context: Omit<ProjectFacts, 'proxies'>): (service: string) => Leavings {
  return (service) => leavingsOf(projectLeaver(context), service);
}

/** Returns holes of some kind in one sentence each, with their lines. */
export function holesText(holes: readonly FoundHole[]): string {
  return holes.map(({ text, place }) => `${text}${atLine(place)}.`).join(' ');
}
