import type { fleetEngine } from './fleet-engine.ts';

export type FleetEngine = typeof fleetEngine;

/** Fetches the code that analyses a fleet; it comes with an opened fleet (`OpenedFleet`). */
export async function loadFleetEngine(): Promise<FleetEngine> {
  return (await import('./fleet-engine.ts')).fleetEngine;
}
