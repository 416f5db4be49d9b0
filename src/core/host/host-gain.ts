// What the stacks of a host tell of each other: facts that the files of one stack alone leave unknown.

import { computeReach } from '../analysis/reach/compute-reach.ts';
import type { ServiceFacts } from '../analysis/reach/reach-model.ts';
import type { HostAnalysis } from './analyze-host.ts';
import { hostName, type Stack } from './host.ts';

/** Facts about the services of one stack, or of all. */
export interface HostGain {
  /** Not known from its own files. */
  readonly unknown: number;
  /** Of those, known from the host. */
  readonly known: number;
}

/** The gain of each stack, by its id; none where nothing is unknown alone. */
export function hostGain(analysis: HostAnalysis): ReadonlyMap<string, HostGain> {
  const gains = new Map<string, HostGain>();
  for (const stack of analysis.host.stacks) {
    const gain = gainOf(stack, analysis);
    if (gain.unknown > 0) gains.set(stack.id, gain);
  }
  return gains;
}

function gainOf({ id, workspace, profiles, project }: Stack, { options, reach }: HostAnalysis): HostGain {
  const alone = computeReach(workspace.topology, { ...options, profiles, project: project.name });
  let unknown = 0;
  let known = 0;
  for (const [service, facts] of alone.facts) {
    const here = reach.facts.get(hostName(id, service));
    if (!here) continue;
    const [before, after] = [factsOf(facts), factsOf(here)];
    before.forEach((fact, index) => {
      if (fact !== 'unknown') return;
      unknown++;
      if (after[index] !== 'unknown') known++;
    });
  }
  return { unknown, known };
}

/** What is asked of one service by itself, in a fixed order. */
function factsOf(facts: ServiceFacts): readonly unknown[] {
  const { isolation, egress, egressNeedsRoute, toHost, fromHost, fromOutside, published } = facts;
  const ports = published.map(({ reachableFrom }) => reachableFrom);
  return [isolation, egress, egressNeedsRoute, toHost, fromHost, fromOutside, ...ports];
}
