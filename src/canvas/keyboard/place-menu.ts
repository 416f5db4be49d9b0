// The keyboard's way to the gestures of a card: every lane and place with what a drop there would do.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { DropTarget } from '../../core/layout/hit-test.ts';
import type { Scene } from '../../core/layout/scene.ts';
import { cardOutcome } from '../drag/card-outcome.ts';
import { finishDrop } from '../drag/finish-drop.ts';
import { previewDetail } from '../drag/preview-detail.ts';
import { newTapOutcome } from '../drag/tap-outcome.ts';
import type { MenuItem } from '../menu/menu-store.ts';

/** Menu items for `service`, lanes from the outside inwards, then the places; those that would do nothing are left out. */
export function placeMenuItems(
  analysis: Analysis,
  picture: Scene,
  service: string,
  x: number,
  y: number,
): MenuItem[] {
  const items: MenuItem[] = [];
  const source = { type: 'card', service } as const;
  const add = (target: DropTarget, connect: boolean): void => {
    const outcome = cardOutcome(analysis.topology, service, target, connect);
    if (outcome.type !== 'operate' && outcome.type !== 'choose') return;
    const label = outcome.type === 'operate' ? outcome.way.label : `${outcome.title} …`;
    if (items.some((item) => item.label === label)) return;
    const detail = outcome.type === 'operate' ? () => previewDetail(outcome.way.operations, source) : '';
    items.push({ label, detail, run: () => finishDrop(source, outcome, x, y) });
  };
  for (const lane of picture.lanes) {
    if (lane.kind === 'closed') add({ kind: 'closed' }, false);
    if (lane.kind === 'host') add({ kind: 'host' }, false);
    if (lane.kind !== 'network' && lane.kind !== 'bridge') continue;
    add({ kind: 'lane', lane: lane.id, network: lane.name, zone: 'move' }, false);
    if (lane.kind === 'network')
      add({ kind: 'lane', lane: lane.id, network: lane.name, zone: 'connect' }, true);
  }
  const fresh = newTapOutcome(analysis.topology, service, { kind: 'canvas' });
  if (fresh.type === 'operate') {
    const { label, operations } = fresh.way;
    const detail = () => previewDetail(operations);
    items.push({ label, detail, run: () => finishDrop({ type: 'new-tap', service }, fresh, x, y) });
  }
  return items;
}
