import type { hostEngine } from './host-engine.ts';

export type HostEngine = typeof hostEngine;

/** Fetches what a host is worked out with; it comes with what is opened (`OpenedHost`). */
export async function loadHostEngine(): Promise<HostEngine> {
  return (await import('./host-engine.ts')).hostEngine;
}
