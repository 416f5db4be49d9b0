// Pictures of real stacks have the shape of a window, when opened and after a split.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../../core/compose/workspace/plan/plan-in-workspace.ts';
import { proposeSplit } from '../../../core/fixes/propose-split.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import { sceneFaults } from '../../../core/layout/testing/check-scene.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { laneOperations } from '../../../core/rules/fixes/split-lanes.ts';
import { drawPicture, noKeptLayout } from './picture-of.ts';

const folder = join(import.meta.dirname, '../../../../e2e/stacks/files');
/** The room for a picture in windows of 1440 × 900 and 1280 × 720. */
const rooms = [
  { width: 1361, height: 733 },
  { width: 1201, height: 553 },
] as const;
const nobody: ReadonlySet<string> = new Set();

/** Expects a correct scene as wide and as high as a window; a little wider where the room is. */
function expectShape(scene: Scene, room: (typeof rooms)[number]): void {
  const { bounds } = scene;
  expect(sceneFaults(scene)).toEqual([]);
  expect(bounds.width / bounds.height).toBeGreaterThan(1.2);
  expect(bounds.width / bounds.height).toBeLessThan(Math.max(2.2, 1.15 * (room.width / room.height)));
}

describe.each(readdirSync(folder))('the picture of %s', (file) => {
  const workspace = openAlone(readFileSync(join(folder, file), 'utf8'));
  const analysis = analyze(workspace, defaultReachOptions);

  it.each(rooms)(
    'fills a room of $width × $height, and still does once its largest network is split',
    (room) => {
      const before = drawPicture(analysis, nobody, noKeptLayout, noKeptLayout.slots, room);
      expectShape(before, room);
      const membersOf = (name: string): number =>
        [...analysis.reach.facts.values()].filter(({ networks }) => networks.includes(name)).length;
      const [largest = ''] = [...analysis.topology.networks.keys()].sort(
        (a, b) => membersOf(b) - membersOf(a),
      );
      const { lanes } = proposeSplit(workspace, analysis, largest);
      const planned = planInWorkspace(workspace, laneOperations(lanes, largest, workspace.topology));
      if (!planned.ok) throw new Error(planned.error.message);
      const split = analyze(planned.value.workspace, defaultReachOptions);
      expectShape(drawPicture(split, nobody, before, noKeptLayout.slots, room), room);
    },
  );
});
