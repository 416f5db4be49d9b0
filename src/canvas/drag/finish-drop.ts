import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { openMenu } from '../menu/menu-store.ts';
import { carryOut } from '../view/carry-out.ts';
import type { DragSource } from './drag-source.ts';
import type { DropOutcome } from './drop-outcome.ts';
import { offerPublishes } from './offer-publishes.ts';
import { previewDetail } from './preview-detail.ts';

/** Carries out what a drop means; a choice opens its menu at the point of the window where it fell. */
export function finishDrop(source: DragSource, outcome: DropOutcome, x: number, y: number): void {
  switch (outcome.type) {
    case 'operate': {
      const { label, operations } = outcome.way;
      const before = sessionStore.getState().analysis;
      if (!carryOut(operations, label)) return;
      const after = sessionStore.getState().analysis;
      const added = operations.find((each) => each.type === 'add-service');
      const service = source.type === 'palette' ? added?.service : source.service;
      if (service !== undefined) uiStore.getState().focus({ type: 'service', name: service });
      if (before && after) offerPublishes(before.topology, after.topology, x, y);
      return;
    }
    case 'choose':
      openMenu({
        title: outcome.title,
        x,
        y,
        items: outcome.ways.map(({ label, operations }) => ({
          label,
          detail: previewDetail(operations),
          run: () => {
            carryOut(operations, `${outcome.title}: ${label}`);
          },
        })),
      });
      return;
    case 'refused':
      uiStore.getState().toast(outcome.title, 'error');
      return;
    case 'nothing':
      if (outcome.title !== '') uiStore.getState().announce(outcome.title);
      return;
  }
}
