import type { BandWay, StackBand } from '../../core/host/picture/stack-band.ts';

/**
 * The way in to a stack that is drawn from the outside or from the wall; null where there is none. One through a proxy is drawn by the
 * proxy's own line.
 */
export function mainWay({ ways }: StackBand): BandWay | null {
  return ways.find(({ kind }) => kind !== 'proxied') ?? null;
}
