// Pictures of large projects: what the layout has to know is gathered in short tasks, the layout itself runs in a thread.

import type { DrawnTopology, LayoutInput, Room } from '../../../core/layout/layout-input.ts';
import { layoutTopology } from '../../../core/layout/layout-topology.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { yieldToMain } from '../large/large.ts';
import { alikeOf } from './alike.ts';
import {
  type KeptLayout,
  layoutInput,
  type Pins,
  rememberCauses,
  rememberPicture,
  sameScene,
} from './picture-of.ts';

/** Lays out `analysis` in a thread and stores the picture; null when `signal` aborts it. `kept` and `pins` as for `pictureOf`. */
export async function drawLarge(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  kept: KeptLayout,
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

/** Lays out `input` elsewhere; null as soon as `signal` aborts it. */
export type DrawElsewhere = (input: LayoutInput, signal: AbortSignal) => Promise<Scene | null>;

/** The milliseconds after which a layout thread without an answer is ended. */
const maxDrawing = 60_000;

/** Lays out in a thread of the browser. */
export const drawInThread: DrawElsewhere = (input, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(null);
    let worker: Worker;
    try {
      worker = new Worker(new URL('../../workers/draw-picture.ts', import.meta.url), { type: 'module' });
    } catch {
      // A page whose scripts come from another origin, as in a webview, starts no threads.
      return resolve(layoutTopology(input));
    }
    const slow = new Error(`The picture was not drawn within ${maxDrawing / 1000} seconds.`);
    const waiting = setTimeout(() => end(() => reject(slow)), maxDrawing);
    const end = (act: () => void): void => {
      clearTimeout(waiting);
      worker.terminate();
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onAbort = () => end(() => resolve(null));
    signal.addEventListener('abort', onAbort);
    worker.addEventListener('message', ({ data }: MessageEvent<Scene>) => end(() => resolve(data)));
    worker.addEventListener('error', ({ message }) => end(() => reject(new Error(message))));
    worker.postMessage({ ...input, topology: outline(input.topology) });
  });

/** Returns the topology without parts that the layout ignores: sending all trees to the thread would take longer than laying out. */
function outline({ services, networks, name: project }: DrawnTopology): DrawnTopology {
  const slim: DrawnTopology['services'] = new Map(
    [...services].map(([key, { name, mode, containerName, replicas, attachments }]) => [
      key,
      { name, mode, containerName, replicas, attachments: attachments.map(({ network }) => ({ network })) },
    ]),
  );
  const lanes: DrawnTopology['networks'] = new Map(
    [...networks].map(([key, { name, external, internal, origin, dockerName }]) => [
      key,
      { name, external, internal, origin, dockerName },
    ]),
  );
  return { services: slim, networks: lanes, name: project };
}
