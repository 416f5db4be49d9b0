import { useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { DragSource } from './drag-source.ts';
import { type DragState, dragStore } from './drag-store.ts';
import { followWithGhost, followWithTip, placeTip } from './pointer-place.ts';
import { outcomeLines } from './preview-detail.ts';
import type { PreviewLine } from './preview-lines.ts';

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
    case 'choose':
      return `${outcome.title}: ${outcome.ways[0]?.label.toLowerCase() ?? ''}, or choose at the drop`;
    case 'refused':
    case 'nothing':
      return outcome.title;
  }
}

function linesOf({ source, preview, notes }: DragState): readonly PreviewLine[] {
  return preview ? outcomeLines(source, preview, notes) : [];
}

/** The ghost under the pointer, and beside it the whole delta of a drop here. */
export function DragLayer() {
  const state = useStore(dragStore);
  const { source, outcome } = state;
  useLayoutEffect(placeTip);
  if (!source) return null;
  return createPortal(
    <>
      <div ref={followWithGhost} className={`bh-ghost bh-ghost-${source.type}`} aria-hidden="true">
        <span>{ghostText(source)}</span>
      </div>
      {outcome && titleOf(outcome) !== '' && (
        <div ref={followWithTip} className="bh-tip" role="status">
          <b className={outcome.type === 'refused' ? 'bh-bad' : ''}>{titleOf(outcome)}</b>
          {linesOf(state).map((line) => (
            <span key={line.text} className={`bh-${line.tone}`}>
              {line.text}
            </span>
          ))}
        </div>
      )}
    </>,
    document.body,
  );
}
