import { ViewportPortal } from '@xyflow/react';
import { useStore } from 'zustand';
import type { PairChange } from '../../core/analysis/diff-connectivity.ts';
import type { Scene, SceneCard } from '../../core/layout/scene.ts';
import { dragStore } from './drag-store.ts';

const most = 40;

function lineOf(from: SceneCard, to: SceneCard): string {
  const centre = ({ rect }: SceneCard) =>
    `${rect.x + rect.width / 2} ${rect.y + Math.min(rect.height, 98) / 2}`;
  return `M${centre(from)}L${centre(to)}`;
}

/** Direct pairs as one path, each pair once. */
function pathOfPairs(changes: readonly PairChange[], picture: Scene): string {
  const cards = new Map(picture.cards.map((card) => [card.service, card]));
  const seen = new Set<string>();
  let path = '';
  for (const { from, to, kind } of changes) {
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const a = cards.get(from);
    const b = cards.get(to);
    if (kind !== 'direct' || !a || !b || seen.has(key) || seen.size >= most) continue;
    seen.add(key);
    path += lineOf(a, b);
  }
  return path;
}

/** Before the drop: what would open in the colour of openings, what would close dashed. */
export function ChangeLines({ picture }: { readonly picture: Scene }) {
  const preview = useStore(dragStore, (state) => state.preview);
  if (!preview?.ok) return null;
  const { opened, closed } = preview.value.delta;
  return (
    <ViewportPortal>
      <svg className="bh-changes" aria-hidden="true">
        <path className="bh-closes" d={pathOfPairs(closed, picture)} />
        <path className="bh-opens" d={pathOfPairs(opened, picture)} />
      </svg>
    </ViewportPortal>
  );
}
