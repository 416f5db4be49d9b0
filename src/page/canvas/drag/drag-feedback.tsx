// All that a drag shows: the ghost and what a drop would change beside the pointer, the zone it would fall into, and lines
// between cards that would open or close.

import { ViewportPortal } from '@xyflow/react';
import { memo, useLayoutEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { plural } from '../../../core/compose/numbers.ts';
import { type DropTarget, dropRect } from '../../../core/layout/hit-test.ts';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import { neededLines } from '../../../core/picture/needed-lines.ts';
import { dragStore } from './drag-store.ts';
import { effectOf, type PreviewLine } from './drop-lines.ts';
import { type DropNote, isLong, noteOf, shortened } from './drop-note.ts';
import type { DragSource } from './drop-outcome.ts';
import { followWithArrow, followWithGhost, followWithTip, placeTip } from './pointer-place.ts';

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

/** The needs that a drop would break or meet, along the gutters from card to card; all other connections are a count in the note. */
function NeededLines({ scene }: { readonly scene: Scene }) {
  const preview = useStore(dragStore, (state) => state.preview);
  const lines = useMemo(
    () =>
      preview === null || preview === 'working' || !preview.ok
        ? []
        : neededLines(scene, effectOf(preview.value)),
    [preview, scene],
  );
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="bh-scene-layer bh-changes" aria-hidden="true">
        {lines.map(({ from, to, becomes, line, head, middle: { x, y } }) => (
          <g key={`${from} ${to}`} className={`bh-change-${becomes}`} data-changes={`${from} ${to}`}>
            <path className="bh-need-edge" d={line} />
            <path className="bh-change" d={line} />
            <path className="bh-change-head" d={head} />
            {becomes === 'breaks' && (
              <path className="bh-change" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />
            )}
          </g>
        ))}
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
    case 'new-need':
      return `${source.service} needs …`;
    case 'palette':
      return source.label;
  }
}

/** The lines behind a verdict: those to read first, and how to have the others and the rest of what is long. */
function NoteLines({ note, full }: { readonly note: DropNote; readonly full: boolean }) {
  const { verdict, lines, details } = note;
  const shown = full ? [...lines, ...details] : lines;
  const isCut = isLong(verdict) || lines.some(({ text }) => isLong(text));
  return (
    <>
      {shown.map(({ text, tone }) => (
        <span key={text} className={tipTones[tone]}>
          {full ? text : shortened(text)}
        </span>
      ))}
      {!full && (isCut || details.length > 0) && (
        <small className="bh-dim">
          <kbd>D</kbd> for {details.length > 0 ? plural(details.length, 'detail') : 'the whole text'}
        </small>
      )}
    </>
  );
}

/** Returns the start of a pulled arrow, in pixels of the window: the handle of the card. */
function startOf(service: string): { readonly x1: number; readonly y1: number } {
  const handle = document.querySelector(`[data-new-need="${CSS.escape(service)}"]`);
  const { left = 0, top = 0, width = 0, height = 0 } = handle?.getBoundingClientRect() ?? {};
  return { x1: left + width / 2, y1: top + height / 2 };
}

/** The ghost at the pointer, and the note of a drop at this position. */
const DragLayer = memo(function DragLayer() {
  const state = useStore(dragStore);
  const { source, full } = state;
  const note = useMemo(() => noteOf(state), [state]);
  useLayoutEffect(placeTip);
  if (!source) return null;
  return createPortal(
    <>
      {source.type === 'new-need' && (
        <svg className="bh-need-pull" aria-hidden="true">
          <line ref={followWithArrow} {...startOf(source.service)} />
        </svg>
      )}
      {(source.type !== 'new-need' || note.verdict === '') && (
        // The note of an arrow on a card says all of it, and the card stays readable.
        <div ref={followWithGhost} className="bh-ghost" aria-hidden="true">
          <span>{ghostText(source)}</span>
        </div>
      )}
      {note.verdict !== '' && (
        <div ref={followWithTip} className="bh-tip bh-column bh-gap-0-5 bh-small" role="status">
          <b className={note.grave ? 'bh-err' : ''} data-verdict="">
            {full ? note.verdict : shortened(note.verdict)}
          </b>
          <NoteLines note={note} full={full} />
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
      <NeededLines scene={scene} />
      <DropZones scene={scene} />
      <JoinPlace />
      <DragLayer />
    </>
  );
});
