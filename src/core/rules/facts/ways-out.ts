// How the services of a project leave, for rules: worked out where a proxy with a list is there to leave by.

import type { Service } from '../../compose/topology.ts';
import type { RuleContext } from '../../findings/finding.ts';
import type { ProjectFacts } from '../../needs/project-facts.ts';
import { atLine } from '../../ways-in/places.ts';
import { type ServiceAsker, serviceAsker } from '../../ways-out/leave/names.ts';
import { type Leavings, leavingsOf, projectLeaver } from '../../ways-out/out/leavings.ts';
import type { FoundHole } from '../../ways-out/out/list-holes.ts';
import { tunnelHoles } from '../../ways-out/out/tunnel-holes.ts';
import { mayLimitNames } from '../../ways-out/proxy/may-limit-names.ts';
import { tunnelOf } from '../../ways-out/tunnel/read-tunnel.ts';
import type { Tunnel } from '../../ways-out/tunnel/tunnel.ts';

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

/** The services that leave by one tunnel. */
export interface Led {
  readonly owner: Service;
  readonly tunnel: Tunnel;
  /** The services that share its network stack, without its owner, in file order. */
  readonly members: readonly Service[];
  readonly holes: readonly FoundHole[];
}

/** Yields each tunnel that other services lead out by, with the ways round it. */
export function* tunnelsOf(context: RuleContext): Generator<Led> {
  const { topology, checked } = context;
  if (context.context === null) return;
  const byOwner = new Map<Service, ServiceAsker[]>();
  for (const { service, facts } of checked.values()) {
    const owner = topology.services.get(facts.owner ?? '');
    if (!owner || owner === service || tunnelOf(context.context)(owner) === null) continue;
    const asker = serviceAsker(projectLeaver(context).connector, service.name);
    if (asker) byOwner.set(owner, [...(byOwner.get(owner) ?? []), asker]);
  }
  for (const [owner, askers] of byOwner) {
    const tunnel = tunnelOf(context.context)(owner);
    if (!tunnel) continue;
    const holes = [...tunnelHoles(projectLeaver(context), tunnel, askers)];
    yield { owner, tunnel, members: askers.map(({ service }) => service), holes };
  }
}

/** Returns what says how each service of a project leaves. */
export function leavingsIn(context: Omit<ProjectFacts, 'proxies'>): (service: string) => Leavings {
  return (service) => leavingsOf(projectLeaver(context), service);
}

/** Returns holes of some kind in one sentence each, with their lines. */
export function holesText(holes: readonly FoundHole[]): string {
  return holes.map(({ text, place }) => `${sentence(text)}${atLine(place)}.`).join(' ');
}

/** Returns a text with a capital, unless it begins with a name. */
function sentence(text: string): string {
  return text.replace(
    /^(?:a|an|the|what|when|while) /,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
