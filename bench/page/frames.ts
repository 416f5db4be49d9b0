// Frames of the picture. A callback per frame comes also while nothing moves, so what counts is that the picture differs
// from that of the frame before.

/** What a frame showed, in milliseconds since the page began: `picture` is equal for frames that look the same. */
export interface Frame {
  readonly at: number;
  readonly picture: string;
}

/** Returns the number of frames whose picture differs from the frame before; the first frame does not count. */
export function changedFrames(frames: readonly Frame[]): number {
  let changed = 0;
  for (const [index, { picture }] of frames.entries()) {
    if (index > 0 && picture !== frames[index - 1]?.picture) changed++;
  }
  return changed;
}

/** Returns the changed frames per second over `span` milliseconds from the first frame. */
export function changedPerSecond(frames: readonly Frame[], span: number): number {
  const end = (frames[0]?.at ?? 0) + span;
  return (changedFrames(frames.filter(({ at }) => at <= end)) * 1000) / span;
}
