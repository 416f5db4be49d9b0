import type { hostEngine } from './host-engine.ts';

export type HostEngine = typeof hostEngine;

/** Fetches the code that analyses a host; it comes with an opened host (`OpenedHost`). */
export async function loadHostEngine(): Promise<HostEngine> {
  return (await import('./host-engine.ts')).hostEngine;
}
