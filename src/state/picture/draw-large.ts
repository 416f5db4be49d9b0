// Pictures of large projects: what the layout has to know is gathered in short tasks, the layout itself runs in a thread.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { sameData } from '../../core/analysis/same-data.ts';
import type { LayoutInput } from '../../core/layout/layout-input.ts';
import type { Scene } from '../../core/layout/scene.ts';
import { pause } from '../pause.ts';
import { alikeOf } from './alike.ts';
import { type DrawElsewhere, drawInThread } from './drawing-thread.ts';
import { type Kept, layoutInput, type Pins, rememberPicture } from './picture-of.ts';

/** The last picture and what it was drawn from: most edits and findings move nothing. */
let last: { readonly told: readonly unknown[]; readonly picture: Scene } | null = null;

/** What a picture that keeps its cells depends on, as plain lists. */
function told({ topology, published, tiers, rooms, proxied, piles }: LayoutInput, pins: Pins): unknown[] {
  const services = [...topology.services.values()];
  return [
    services.map(({ name, mode, containerName }) => [name, mode, containerName]),
    services.map(({ attachments }) => attachments.map(({ network }) => network)),
    [...topology.networks.values()].map((each) => [each.name, each.external, each.internal, each.origin]),
    [published, tiers, proxied, pins].map((map) => [...map]),
    [...rooms],
    piles,
  ];
}

/** Draws `analysis` and remembers it; null where `signal` came first. `kept` and `pins` as for `pictureOf`. */
export async function drawLarge(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  kept: Kept,
  pins: Pins,
  signal: AbortSignal,
  draw: DrawElsewhere = drawInThread,
): Promise<Scene | null> {
  await pause();
  alikeOf(analysis);
  await pause();
  if (signal.aborted) return null;
  const input = layoutInput(analysis, apart, kept, pins);
  await pause();
  const now = told(input, pins);
  const same = last?.picture === kept && sameData(last.told, now);
  await pause();
  const picture = same ? (last?.picture ?? null) : await draw(input, signal);
  // Taking it in took a while.
  await pause();
  if (picture === null || signal.aborted) return null;
  last = { told: now, picture };
  rememberPicture(analysis, apart, pins, picture);
  return picture;
}
