// What becomes of the networks of a project.

import { keepsNetworks, type Outcomes } from './container-outcomes.ts';
import type { PlanContext, PlannedNetwork } from './plan-frame.ts';
import type { NetworkOutcome } from './up-plan.ts';

/** Returns the outcomes of the project's existing networks, by key; those of the file come first. */
export function networkOutcomes(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
): ReadonlyMap<string, NetworkOutcome> {
  const outcomes = new Map<string, NetworkOutcome>();
  for (const { key, outcome, failures, dockerName: name } of networks) {
    const neverMade = failures.some(({ kind }) => kind === 'refused') && !frame.running.networks.has(name);
    // A network that cannot be removed stays as it was.
    const keepsOld = outcome === 'made-anew' && failures.some(({ certain }) => certain);
    if (!neverMade) outcomes.set(key, keepsOld ? 'left' : outcome);
  }
  for (const { stack, key } of frame.running.networks.values()) {
    if (stack === frame.stack && key !== null && !outcomes.has(key)) outcomes.set(key, 'left');
  }
  return outcomes;
}

/** Returns the outcomes of the networks when `up` ends before it changes anything. */
export function untouchedNetworks(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
): ReadonlyMap<string, NetworkOutcome> {
  const there = networks.filter(({ dockerName: name }) => frame.running.networks.has(name));
  return networkOutcomes(
    frame,
    there.map((network) => ({ ...network, fate: 'left' as const, failures: [] })),
  );
}

/** Returns the project's networks that the file no longer has and that no container uses after `up`. */
export function leftOverNetworks(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  outcomes: Outcomes,
): readonly string[] {
  const wanted = new Set(
    networks.flatMap(({ dockerName: name, movedFrom }) => [name, ...(movedFrom === null ? [] : [movedFrom])]),
  );
  return [...frame.running.networks.values()]
    .filter(({ stack, dockerName: name }) => {
      if (stack !== frame.stack || wanted.has(name)) return false;
      return !frame.running.containers.some(
        (container) => container.networks.includes(name) && keepsNetworks(frame, container, outcomes),
      );
    })
    .map(({ dockerName: name }) => name);
}
