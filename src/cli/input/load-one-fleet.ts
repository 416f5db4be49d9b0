// From the words of a call to one fleet: that of `--fleet`, or a project or a host as a fleet of one machine.

import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import type { LoadedFleet } from './load-fleet.ts';

/** Loads the fleet that a call is about. */
export async function loadOneFleet(
  io: Io,
  files: readonly string[],
  options: HostCommandOptions,
): Promise<LoadedFleet> {
  if (options.fleet !== undefined) {
    const { loadFleet } = await import('./load-fleet.ts');
    return loadFleet(io, options.fleet, options);
  }
  const { loadFacts } = await import('./load-facts.ts');
  const { fleetOfOne } = await import('../../core/fleet/fleet-of-one.ts');
  const { facts, failed } = await loadFacts(io, files, options);
  return { fleet: fleetOfOne(facts, !failed), failed };
}
