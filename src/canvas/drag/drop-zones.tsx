import { ViewportPortal } from '@xyflow/react';
import { useStore } from 'zustand';
import type { DropTarget } from '../../core/layout/hit-test.ts';
import { metrics } from '../../core/layout/metrics.ts';
import type { Rect, Scene } from '../../core/layout/scene.ts';
import { dragStore } from './drag-store.ts';

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

/** The zone of a target that does not split; null where nothing is to be marked. */
function wholeZone(
  target: DropTarget,
  picture: Scene,
): { readonly rect: Rect; readonly title: string } | null {
  switch (target.kind) {
    case 'lane': {
      const lane = picture.lanes.find((each) => each.id === target.lane);
      return lane ? { rect: lane.rect, title: '' } : null;
    }
    case 'wall': {
      const [left, right] = target.lanes.map((id) => picture.lanes.find((each) => each.id === id)?.rect);
      if (!left || !right) return null;
      const y = Math.max(left.y, right.y);
      const bottom = Math.min(left.y + left.height, right.y + right.height);
      const x = left.x + left.width - 6;
      return { rect: { x, y, width: right.x - x + 6, height: bottom - y }, title: '' };
    }
    case 'closed':
    case 'host': {
      const lane = picture.lanes.find((each) => each.kind === target.kind);
      return lane ? { rect: lane.rect, title: target.kind === 'closed' ? 'Close' : 'Open' } : null;
    }
    case 'card': {
      const card = picture.cards.find((each) => each.service === target.service);
      if (!card) return null;
      const { x, y, width } = card.rect;
      return { rect: { x, y, width, height: Math.min(card.rect.height, metrics.cardHeight) }, title: 'Join' };
    }
    case 'unknown':
    case 'outside':
    case 'canvas':
      return null;
  }
}

/** Marks a target that does not split; a lane that does shows its own zones (`lane-zones.tsx`). */
export function DropZones({ picture }: { readonly picture: Scene }) {
  const target = useStore(dragStore, (state) => state.target);
  const split = useStore(dragStore, (state) => state.splitLane);
  const willDo = useStore(
    dragStore,
    (state) => state.outcome?.type === 'operate' || state.outcome?.type === 'choose',
  );
  if (!target || (split !== null && target.kind === 'lane')) return null;
  const whole = willDo ? wholeZone(target, picture) : null;
  if (!whole) return null;
  return (
    <ViewportPortal>
      <Zone rect={whole.rect} title={whole.title} />
    </ViewportPortal>
  );
}
