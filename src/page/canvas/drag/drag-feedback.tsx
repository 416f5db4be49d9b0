// All that a drag shows: the ghost and what a drop would change beside the pointer, the zone it would fall into, and lines
// between cards that would open or close.

import { ViewportPortal } from '@xyflow/react';
import { memo, useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { type DropTarget, dropRect } from '../../../core/layout/hit-test.ts';
import type { Rect, Scene, SceneCard } from '../../../core/layout/scene.ts';
import type { PairChange } from '../../../core/reach/diff/diff-connectivity.ts';
import { type DragState, dragStore } from './drag-store.ts';
import type { DragSource } from './drop-outcome.ts';
import { outcomeLines, type PreviewLine } from './drop-preview.ts';
import { followWithGhost, followWithTip, placeTip } from './pointer-place.ts';

/** The looks of a line beside the pointer; green is for what is better afterwards, never for what opens a connection. */
const tipTones: { readonly [tone in PreviewLine['tone']]: string } = {
  opens: 'bh-exposed',
  closes: '',
  bad: 'bh-err bh-strong',
  good: 'bh-ok',
  plain: 'bh-dim',
};

/** The two zones of a lane while a card is over it. They are children of the lane, so that pointing at a zone also points at the lane. */
export const LaneZones = memo(function LaneZones({ lane }: { readonly lane: string }) {
  const zone = useStore(dragStore, ({ splitLane, target }) =>
    splitLane === lane && target?.kind === 'lane' ? target.zone : null,
  );
  const split = useStore(dragStore, ({ splitLane, target }) => splitLane === lane && target?.kind === 'lane');
  if (!split) return null;
  return (
    <>
      <div
        className={zone === 'move' ? 'bh-zone bh-half bh-hot' : 'bh-zone bh-half'}
        data-drop="move"
        title="Move here"
      >
        <span>Move here</span>
      </div>
      <div
        className={zone === 'connect' ? 'bh-zone bh-half bh-hot' : 'bh-zone bh-half'}
        data-drop="connect"
        title="Connect too"
      >
        <span>Connect too</span>
      </div>
    </>
  );
});

const mostLines = 40;

function lineOf(from: SceneCard, to: SceneCard, most: number): string {
  const centre = ({ rect }: SceneCard) =>
    `${rect.x + rect.width / 2} ${rect.y + Math.min(rect.height, most) / 2}`;
  return `M${centre(from)}L${centre(to)}`;
}

/** Returns direct pairs as one path, each pair once. */
function pathOfPairs(changes: readonly PairChange[], scene: Scene): string {
  const cards = new Map(scene.cards.map((card) => [card.service, card]));
  const seen = new Set<string>();
  let path = '';
  for (const { from, to, kind } of changes) {
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const a = cards.get(from);
    const b = cards.get(to);
    if (kind !== 'direct' || !a || !b || seen.has(key) || seen.size >= mostLines) continue;
    seen.add(key);
    path += lineOf(a, b, scene.sizes.cardHeight);
  }
  return path;
}

/** The preview of a drop: connections that would open in the colour of openings, connections that would close dashed. */
function ChangeLines({ scene }: { readonly scene: Scene }) {
  const preview = useStore(dragStore, (state) => state.preview);
  if (preview === null || preview === 'working' || !preview.ok) return null;
  const { opened, closed } = preview.value.delta;
  return (
    <ViewportPortal>
      <svg className="bh-scene-layer bh-changes" aria-hidden="true">
        <path className="bh-closes" d={pathOfPairs(closed, scene)} />
        <path className="bh-opens" d={pathOfPairs(opened, scene)} />
      </svg>
    </ViewportPortal>
  );
}

/** The place on a card where a drop joins it; hot while a drop here, or with Alt anywhere on the card, would. */
function JoinPlace() {
  const ring = useStore(dragStore, (state) => state.ring);
  const hot = useStore(
    dragStore,
    ({ target, ring: shown }) => target?.kind === 'card' && target.service === shown?.service,
  );
  if (ring === null) return null;
  const { x, y, width, height } = ring.rect;
  return (
    <ViewportPortal>
      <div
        className={hot ? 'bh-zone bh-join bh-hot' : 'bh-zone bh-join'}
        style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
        data-drop="join"
        title={`Join ${ring.service}`}
      >
        <span>Join</span>
      </div>
    </ViewportPortal>
  );
}

function Zone({ rect, title }: { readonly rect: Rect; readonly title: string }) {
  return (
    <div
      className="bh-zone bh-hot"
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: rect.width, height: rect.height }}
      title={title}
    >
      <span>{title}</span>
    </div>
  );
}

/** Returns the zone of a target without split zones; null when nothing is marked. */
function wholeZone(target: DropTarget, scene: Scene): { readonly rect: Rect; readonly title: string } | null {
  switch (target.kind) {
    case 'lane': {
      const lane = scene.lanes.find((each) => each.id === target.lane);
      return lane ? { rect: lane.rect, title: '' } : null;
    }
    case 'wall': {
      const [left, right] = target.lanes.map((id) => scene.lanes.find((each) => each.id === id)?.rect);
      if (!left || !right) return null;
      const y = Math.max(left.y, right.y);
      const bottom = Math.min(left.y + left.height, right.y + right.height);
      const x = left.x + left.width - 6;
      return { rect: { x, y, width: right.x - x + 6, height: bottom - y }, title: '' };
    }
    case 'closed':
    case 'host': {
      const lane = scene.lanes.find((each) => each.kind === target.kind);
      return lane ? { rect: dropRect(lane), title: target.kind === 'closed' ? 'Close' : 'Open' } : null;
    }
    case 'card': {
      const card = scene.cards.find((each) => each.service === target.service);
      if (!card) return null;
      const { x, y, width } = card.rect;
      return {
        rect: { x, y, width, height: Math.min(card.rect.height, scene.sizes.cardHeight) },
        title: '',
      };
    }
    case 'unknown':
    case 'outside':
    case 'canvas':
      return null;
  }
}

/** Marks a target without split zones; a lane with two zones shows them itself (`LaneZones`). */
function DropZones({ scene }: { readonly scene: Scene }) {
  const target = useStore(dragStore, (state) => state.target);
  const split = useStore(dragStore, (state) => state.splitLane);
  const willDo = useStore(
    dragStore,
    (state) => state.outcome?.type === 'operate' || state.outcome?.type === 'choose',
  );
  if (!target || (split !== null && target.kind === 'lane')) return null;
  const whole = willDo ? wholeZone(target, scene) : null;
  if (!whole) return null;
  return (
    <ViewportPortal>
      <Zone rect={whole.rect} title={whole.title} />
    </ViewportPortal>
  );
}

function ghostText(source: DragSource): string {
  switch (source.type) {
    case 'card':
      return source.service;
    case 'tap':
      return `${source.service} on ${source.network}`;
    case 'new-tap':
      return `${source.service} to …`;
    case 'palette':
      return source.label;
  }
}

function titleOf(outcome: NonNullable<DragState['outcome']>): string {
  switch (outcome.type) {
    case 'operate':
      return outcome.way.label;
    case 'choose': {
      // Only the verb at its start: names keep their case.
      const way = outcome.ways[0]?.label ?? '';
      return `${outcome.title}: ${way.charAt(0).toLowerCase()}${way.slice(1)}, or choose at the drop`;
    }
    case 'refused':
    case 'nothing':
      return outcome.title;
  }
}

function linesOf({ source, preview, notes }: DragState): readonly PreviewLine[] {
  if (preview === null) return [];
  if (preview === 'working') return [{ tone: 'plain', text: 'computing the effect …' }];
  return outcomeLines(source, preview, notes);
}

/** The ghost under the pointer, with the whole delta of a drop at this position. */
const DragLayer = memo(function DragLayer() {
  const state = useStore(dragStore);
  const { source, outcome } = state;
  useLayoutEffect(placeTip);
  if (!source) return null;
  return createPortal(
    <>
      <div ref={followWithGhost} className="bh-ghost" aria-hidden="true">
        <span>{ghostText(source)}</span>
      </div>
      {outcome && titleOf(outcome) !== '' && (
        <div ref={followWithTip} className="bh-tip bh-column bh-gap-0-5 bh-small" role="status">
          <b className={outcome.type === 'refused' ? 'bh-err' : ''}>{titleOf(outcome)}</b>
          {linesOf(state).map((line) => (
            <span key={line.text} className={tipTones[line.tone]}>
              {line.text}
            </span>
          ))}
        </div>
      )}
    </>,
    document.body,
  );
});

/** The feedback of a drag: the ghost and its delta, the target, and connections that would open and close. */
export const DragFeedback = memo(function DragFeedback({ scene }: { readonly scene: Scene }) {
  return (
    <>
      <ChangeLines scene={scene} />
      <DropZones scene={scene} />
      <JoinPlace />
      <DragLayer />
    </>
  );
});
