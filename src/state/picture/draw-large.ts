// Pictures of large projects: what the layout has to know is gathered in short tasks, the layout itself runs in a thread.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Room } from '../../core/layout/layout-input.ts';
import type { Scene } from '../../core/layout/scene.ts';
import { yieldToMain } from '../large/yield-to-main.ts';
import { alikeOf } from './alike.ts';
import { type DrawElsewhere, drawInThread } from './drawing-thread.ts';
import { type Kept, layoutInput, type Pins, rememberPicture } from './picture-of.ts';
import { rememberCauses, sameScene } from './scene-causes.ts';

/** Draws `analysis` and remembers it; null where `signal` came first. `kept` and `pins` as for `pictureOf`. */
export async function drawLarge(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  kept: Kept,
  pins: Pins,
  room: Room | null,
  signal: AbortSignal,
  draw: DrawElsewhere = drawInThread,
): Promise<Scene | null> {
  await yieldToMain();
  alikeOf(analysis);
  await yieldToMain();
  if (signal.aborted) return null;
  const input = layoutInput(analysis, apart, kept, pins, room);
  await yieldToMain();
  const same = sameScene(input, kept, pins);
  await yieldToMain();
  const scene = same ?? (await draw(input, signal));
  // Receiving the layout took a while.
  await yieldToMain();
  if (scene === null || signal.aborted) return null;
  rememberCauses(scene, input, pins);
  rememberPicture(analysis, apart, pins, room, scene);
  return scene;
}
