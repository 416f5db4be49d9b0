// From a point of the picture to what the drag shows there. A preview costs an analysis, so each target is computed once per drag; the
// outcome is shown at once and the preview follows.

import type { Topology } from '../../../core/compose/topology.ts';
import { type DropTarget, hitTest, type JoinRing, joinRingAt } from '../../../core/layout/hit-test.ts';
import { assignLanes } from '../../../core/layout/lanes/assign-lanes.ts';
import type { Point } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { cardOutcome } from './card-outcome.ts';
import type { DragState } from './drag-store.ts';
import type { DragSource, DropOutcome, Way } from './drop-outcome.ts';
import { foresee } from './drop-preview.ts';
import { needOutcome } from './need-outcome.ts';
import { joinsCard, paletteOutcome } from './palette-outcome.ts';
import { railOutcome } from './rail-outcome.ts';
import { newTapOutcome, tapOutcome } from './tap-outcome.ts';

/** True when a drop on the card of `onto` joins the dragged item to it. */
function joins(topology: Topology, source: DragSource, onto: string): boolean {
  const outcome = outcomeOf(topology, source, { kind: 'card', service: onto }, false, true);
  if (outcome.type !== 'operate') return false;
  return source.type === 'card' || (source.type === 'palette' && joinsCard(topology, source.kind, onto));
}

/** Returns the outcome of dropping `source` on `target`. */
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
    case 'new-need':
      return needOutcome(source.service, target);
    case 'palette':
      return paletteOutcome(topology, source.kind, target);
  }
}

export type Answer = Omit<DragState, 'source' | 'full'>;

/** The pointer's position in the picture, and the keys that are held. */
interface Pointed {
  readonly at: Point;
  /** The length of a pixel of the window in the picture. */
  readonly pixel: number;
  readonly connect: boolean;
  readonly join: boolean;
}

/** Cached answers for one drag. */
export interface Aim {
  at(pointed: Pointed): Answer;
  /** Returns the outcome over the line of a shared network; null when the dragged item cannot go there. */
  atRail(network: string): Answer | null;
  /** Stops computing previews. */
  stop(): void;
}

function draggedService(source: DragSource): string | null {
  return source.type === 'palette' ? null : source.service;
}

/** Creates the answers for one drag over one picture; `follow` is called after each computed preview. */
export function createAim(analysis: Analysis, source: DragSource, follow: () => void): Aim {
  const scene = layoutStore.getState().scene;
  const service = draggedService(source);
  const lanes = new Set(service === null ? [] : assignLanes(analysis.topology, []).lanesOf.get(service));
  const stands = scene.cards.find((card) => card.service === service)?.lanes ?? [];
  const known = new Map<string, Answer>();
  const rings = new Map<string, JoinRing>();
  let working: { readonly key: string; readonly call: AbortController } | null = null;

  function splitLane(target: DropTarget): string | null {
    return target.kind === 'lane' && target.zone !== 'whole' ? target.lane : null;
  }

  function answer(target: DropTarget, connect: boolean): Answer {
    const home = target.kind !== 'lane' || (stands.length === 1 && stands[0] === target.lane);
    const outcome = outcomeOf(analysis.topology, source, target, connect, home);
    const preview = wayOf(outcome) === undefined ? null : 'working';
    return { target, outcome, preview, notes: [], splitLane: splitLane(target), ring: null };
  }

  /** Returns the ring to show: none on a card that the dragged item cannot be joined to. */
  function shownRing({ at, pixel }: Pointed): JoinRing | null {
    const ring = joinRingAt(scene, at, pixel);
    if (ring === null || ring.service === service || !joins(analysis.topology, source, ring.service))
      return null;
    const before = rings.get(ring.service);
    if (before?.rect.width === ring.rect.width) return before;
    rings.set(ring.service, ring);
    return ring;
  }

  /** Computes the preview of one target at a time; a target that the pointer left is computed again when it returns. */
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
    at(pointed) {
      const { at, connect, join } = pointed;
      const ring = shownRing(pointed);
      const found = hitTest(scene, at, { service, lanes, splits: source.type === 'card', join, ring });
      const shifted: DropTarget =
        connect && found.kind === 'lane' && found.zone === 'move' ? { ...found, zone: 'connect' } : found;
      const key = JSON.stringify([shifted, connect]);
      const made = known.get(key) ?? answer(shifted, connect);
      known.set(key, made);
      if (made.preview === 'working') void work(key, made);
      return { ...made, ring };
    },
    atRail(network) {
      if (service === null) return null;
      const key = `rail ${network}`;
      const before = known.get(key);
      const outcome = before?.outcome ?? railOutcome(service, network);
      const preview = wayOf(outcome) === undefined ? null : 'working';
      const made = before ?? { target: null, outcome, preview, notes: [], splitLane: null, ring: null };
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

/** Returns the default way to carry out a drop. */
function wayOf(outcome: DropOutcome): Way | undefined {
  return outcome.type === 'operate' ? outcome.way : outcome.type === 'choose' ? outcome.ways[0] : undefined;
}
