// The keyboard's way to joining: each other card by name, in a menu of its own where there are many.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { cardOutcome } from '../drag/card-outcome.ts';
import { finishDrop } from '../drag/finish-drop.ts';
import { previewDetail } from '../drag/preview-detail.ts';
import { type MenuItem, openMenu } from '../menu/menu-store.ts';

// Beyond this the places would drown, and a preview of each would take too long.
const mostAtOnce = 8;

/** Menu items that join `service` to another one; a single one that lists them where they are many. */
export function joinItems(analysis: Analysis, service: string, x: number, y: number): MenuItem[] {
  const { topology } = analysis;
  const few = topology.services.size <= mostAtOnce;
  const items = new Map<string, MenuItem>();
  for (const target of topology.services.keys()) {
    if (target === service) continue;
    const outcome = cardOutcome(topology, service, { kind: 'card', service: target }, false);
    if (outcome.type !== 'operate' || items.has(outcome.way.label)) continue;
    const { label, operations } = outcome.way;
    items.set(label, {
      label,
      detail: few ? previewDetail(operations) : '',
      run: () => finishDrop({ type: 'card', service }, outcome, x, y),
    });
  }
  const joins = [...items.values()];
  if (few || joins.length === 0) return joins;
  const title = `Join ${service} to …`;
  return [{ label: title, detail: '', run: () => openMenu({ title, items: joins, x, y }) }];
}
