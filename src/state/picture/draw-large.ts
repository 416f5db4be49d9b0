// Pictures of large projects: what the layout has to know is gathered in short tasks, the layout itself runs in a thread.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { sameData } from '../../core/analysis/same-data.ts';
import type { LayoutInput, Room } from '../../core/layout/layout-input.ts';
import type { Scene } from '../../core/layout/scene.ts';
import { yieldToMain } from '../large/yield-to-main.ts';
import { alikeOf } from './alike.ts';
import { type DrawElsewhere, drawInThread } from './drawing-thread.ts';
import { type Kept, layoutInput, type Pins, rememberPicture } from './picture-of.ts';

/** What each picture was drawn from: most edits and findings move nothing. */
const drawn = new WeakMap<Kept, { readonly from: readonly unknown[]; readonly picture: Scene }>();

/** What a picture that keeps its cells depends on, as plain lists. */
function dependencies(
  { topology, published, tiers, rooms, proxied, piles, room }: LayoutInput,
  pins: Pins,
): unknown[] {
  const services = [...topology.services.values()];
  return [
    services.map(({ name, mode, containerName }) => [name, mode, containerName]),
    services.map(({ attachments }) => attachments.map(({ network }) => network)),
    [...topology.networks.values()].map((each) => [each.name, each.external, each.internal, each.origin]),
    [published, tiers, proxied, pins].map((map) => [...map]),
    [...rooms],
    piles,
    room,
  ];
}

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
  const from = dependencies(input, pins);
  const last = drawn.get(kept);
  const same = last !== undefined && sameData(last.from, from);
  await yieldToMain();
  const picture = same ? last.picture : await draw(input, signal);
  // Taking it in took a while.
  await yieldToMain();
  if (picture === null || signal.aborted) return null;
  drawn.set(picture, { from, picture });
  rememberPicture(analysis, apart, pins, room, picture);
  return picture;
}
