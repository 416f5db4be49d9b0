// From a point of the picture to what the drag shows there. Previews cost an analysis, so each target is asked once per drag.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { type DropTarget, hitTest } from '../../core/layout/hit-test.ts';
import { assignLanes } from '../../core/layout/lanes/assign-lanes.ts';
import type { Point } from '../../core/layout/scene.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Result } from '../../core/text/result.ts';
import { sessionStore } from '../../state/page-stores.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { cardOutcome } from './card-outcome.ts';
import type { DragState } from './drag-store.ts';
import type { DragSource, DropOutcome } from './drop-outcome.ts';
import { notesOf } from './drop-preview.ts';
import { paletteOutcome } from './palette-outcome.ts';
import { newTapOutcome, tapOutcome } from './tap-outcome.ts';

/** What dropping `source` on `target` means. */
function outcomeOf(
  topology: Topology,
  source: DragSource,
  target: DropTarget,
  connect: boolean,
): DropOutcome {
  switch (source.type) {
    case 'card':
      return cardOutcome(topology, source.service, target, connect);
    case 'tap':
      return tapOutcome(topology, source.service, source.network, target);
    case 'new-tap':
      return newTapOutcome(topology, source.service, target);
    case 'palette':
      return paletteOutcome(topology, source.kind, target);
  }
}

/** The same aims of one drag share their answers. */
export interface Aim {
  at(point: Point, connect: boolean, join: boolean): Omit<DragState, 'source'>;
}

function draggedService(source: DragSource): string | null {
  return source.type === 'palette' ? null : source.service;
}

/** Answers for one drag over one picture. */
export function createAim(analysis: Analysis, source: DragSource): Aim {
  const scene = layoutStore.getState().scene;
  const service = draggedService(source);
  const lanes = new Set(service === null ? [] : assignLanes(analysis.topology, []).lanesOf.get(service));
  const known = new Map<string, Omit<DragState, 'source'>>();

  function splitLane(target: DropTarget): string | null {
    return target.kind === 'lane' && target.zone !== 'whole' ? target.lane : null;
  }

  function answer(target: DropTarget, connect: boolean): Omit<DragState, 'source'> {
    const outcome = outcomeOf(analysis.topology, source, target, connect);
    const way = outcome.type === 'operate' ? outcome.way : outcome.type === 'choose' ? outcome.ways[0] : null;
    const preview: Result<Preview> | null = way ? sessionStore.getState().preview(way.operations) : null;
    const notes = way && preview ? notesOf(preview, way.operations) : [];
    return { target, outcome, preview, notes, splitLane: splitLane(target) };
  }

  return {
    at(point, connect, join) {
      const found = hitTest(scene, point, { service, lanes, splits: source.type === 'card', join });
      const shifted: DropTarget =
        connect && found.kind === 'lane' && found.zone === 'move' ? { ...found, zone: 'connect' } : found;
      const key = JSON.stringify([shifted, connect]);
      const before = known.get(key);
      if (before) return before;
      const made = answer(shifted, connect);
      known.set(key, made);
      return made;
    },
  };
}
