// The offers of a server on this machine; their code is read where something runs alone.

import type { OfferOptions } from './live-offers.ts';
import type { OpenServerOptions } from './open-server.ts';
import type { ProjectState } from './project-state.ts';

/** Returns what a page may ask about the running host; nothing when only files are served. */
export async function offersOf(
  { live }: ProjectState,
  options: Pick<OfferOptions, 'docker' | 'mayProbe' | 'report'>,
): Promise<Pick<OpenServerOptions, 'offers'>> {
  if (live === undefined) return {};
  const [{ liveOffers }, { kernel }, { machineClock }, { removeLeftProbes }] = await Promise.all([
    import('./live-offers.ts'),
    import('../observe/namespace-reader.ts'),
    import('../observe/machine-clock.ts'),
    import('../verify/probes/left-probes.ts'),
  ]);
  if (options.mayProbe) await removeLeftProbes(options.docker);
  return { offers: liveOffers({ ...options, live, kernel, clock: machineClock }) };
}
