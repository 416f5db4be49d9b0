// From a point of the picture to what the drag shows there. A preview costs an analysis, so each target is computed once per drag; the
// outcome is shown at once and the preview follows.

import type { Topology } from '../../../core/compose/topology.ts';
import { type DropTarget, hitTest } from '../../../core/layout/hit-test.ts';
import { assignLanes } from '../../../core/layout/lanes/assign-lanes.ts';
import type { Point } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { cardOutcome } from './card-outcome.ts';
import type { DragState } from './drag-store.ts';
import type { DragSource, DropOutcome, Way } from './drop-outcome.ts';
import { foresee } from './drop-preview.ts';
import { paletteOutcome } from './palette-outcome.ts';
import { railOutcome } from './rail-outcome.ts';
import { newTapOutcome, tapOutcome } from './tap-outcome.ts';

/** What dropping `source` on `target` means. */
function outcomeOf(
  topology: Topology,
  source: DragSource,
  target: DropTarget,
  connect: boolean,
  home: boolean,
): DropOutcome {
  switch (source.type) {
    case 'card':
      return cardOutcome(topology, source.service, target, connect, home);
    case 'tap':
      return tapOutcome(topology, source.service, source.network, target);
    case 'new-tap':
      return newTapOutcome(topology, source.service, target);
    case 'palette':
      return paletteOutcome(topology, source.kind, target);
  }
}

type Answer = Omit<DragState, 'source'>;

/** Aims of the same drag share their cached answers. */
export interface Aim {
  at(point: Point, connect: boolean, join: boolean): Answer;
  /** Over the line of a shared network; null where what is dragged cannot go there. */
  atRail(network: string): Answer | null;
  /** Stops computing previews. */
  stop(): void;
}

function draggedService(source: DragSource): string | null {
  return source.type === 'palette' ? null : source.service;
}

/** Answers for one drag over one picture; `follow` is called when a preview was computed. */
export function createAim(analysis: Analysis, source: DragSource, follow: () => void): Aim {
  const scene = layoutStore.getState().scene;
  const service = draggedService(source);
  const lanes = new Set(service === null ? [] : assignLanes(analysis.topology, []).lanesOf.get(service));
  const stands = scene.cards.find((card) => card.service === service)?.lanes ?? [];
  const known = new Map<string, Answer>();
  let working: { readonly key: string; readonly call: AbortController } | null = null;

  function splitLane(target: DropTarget): string | null {
    return target.kind === 'lane' && target.zone !== 'whole' ? target.lane : null;
  }

  function answer(target: DropTarget, connect: boolean): Answer {
    const home = target.kind !== 'lane' || (stands.length === 1 && stands[0] === target.lane);
    const outcome = outcomeOf(analysis.topology, source, target, connect, home);
    const preview = wayOf(outcome) === undefined ? null : 'working';
    return { target, outcome, preview, notes: [], splitLane: splitLane(target) };
  }

  /** One target at a time: what the pointer has left is asked again when it comes back. */
  async function work(key: string, made: Answer): Promise<void> {
    const way = made.outcome && wayOf(made.outcome);
    if (!way || working?.key === key) return;
    working?.call.abort();
    const call = new AbortController();
    working = { key, call };
    const foreseen = await foresee(way.operations, call.signal);
    if (call.signal.aborted || foreseen === null) return;
    working = null;
    known.set(key, { ...made, ...foreseen });
    follow();
  }

  return {
    at(point, connect, join) {
      const found = hitTest(scene, point, { service, lanes, splits: source.type === 'card', join });
      const shifted: DropTarget =
        connect && found.kind === 'lane' && found.zone === 'move' ? { ...found, zone: 'connect' } : found;
      const key = JSON.stringify([shifted, connect]);
      const made = known.get(key) ?? answer(shifted, connect);
      known.set(key, made);
      if (made.preview === 'working') void work(key, made);
      return made;
    },
    atRail(network) {
      if (service === null) return null;
      const key = `rail ${network}`;
      const before = known.get(key);
      const outcome = before?.outcome ?? railOutcome(service, network);
      const preview = wayOf(outcome) === undefined ? null : 'working';
      const made = before ?? { target: null, outcome, preview, notes: [], splitLane: null };
      known.set(key, made);
      if (made.preview === 'working') void work(key, made);
      return made;
    },
    stop() {
      working?.call.abort();
      working = null;
    },
  };
}

/** The way that a drop carries out unless another is chosen. */
function wayOf(outcome: DropOutcome): Way | undefined {
  return outcome.type === 'operate' ? outcome.way : outcome.type === 'choose' ? outcome.ways[0] : undefined;
}
