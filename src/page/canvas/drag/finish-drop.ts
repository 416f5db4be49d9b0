// After the pointer is released: what a drop means is carried out, or its choices are shown where it was dropped.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { Slot } from '../../../core/layout/scene.ts';
import { previewNotes } from '../../../core/session/notes/preview-notes.ts';
import { publishOffers } from '../../../core/session/notes/publish-offers.ts';
import { pinStore, uiStore, workStore } from '../../state/page-stores.ts';
import { drawnAnalysis } from '../../state/work/selectors.ts';
import { type MenuItem, openMenu } from '../menu/menu-store.ts';
import type { DragSource, DropOutcome, Way } from './drop-outcome.ts';
import { previewDetail } from './drop-preview.ts';

function serviceOf(source: DragSource): string | null {
  return source.type === 'palette' ? null : source.service;
}

/** Carries out a gesture as one undo step and announces it; returns false when it was refused, which the shell shows. */
export function operateAndAnnounce(operations: readonly Operation[], label: string): boolean {
  if (operations.length === 0) return true;
  const step = workStore.operate(operations, label);
  if (step.refused !== null) return false;
  uiStore.getState().announce(label);
  return true;
}

/** Returns menu items that carry out one way each, with its changes. */
function itemsOf(
  ways: readonly Way[],
  service: string | null,
  stepLabel: (way: Way) => string,
): readonly MenuItem[] {
  return ways.map((way) => ({
    label: way.label,
    detail: (signal) => previewDetail(way.operations, service, signal),
    run: () => {
      operateAndAnnounce(way.operations, stepLabel(way));
    },
  }));
}

/** Opens a menu after a drop that unpublished ports: each item publishes some again as an undo step of its own. */
function offerPublishes(before: Topology, after: Topology, x: number, y: number): void {
  const offers = publishOffers(previewNotes(before, after));
  if (offers.length === 0) return;
  const leave: MenuItem = { label: 'Leave it so', detail: '', run: () => undefined };
  const items = [...itemsOf(offers, null, ({ label }) => label), leave];
  openMenu({ title: 'No longer published on the host', x, y, items });
}

/** Carries out the outcome of a drop; a choice opens its menu at the point of the drop. */
export function finishDrop(source: DragSource, outcome: DropOutcome, x: number, y: number): void {
  switch (outcome.type) {
    case 'operate': {
      const { label, operations, after: note = null } = outcome.way;
      const before = drawnAnalysis(workStore.getState());
      if (!operateAndAnnounce(operations, label)) return;
      const after = drawnAnalysis(workStore.getState());
      const added = operations.find((each) => each.type === 'add-service');
      const service = source.type === 'palette' ? added?.service : source.service;
      // Who draws several arrows looks at the picture, not at one card.
      if (service !== undefined && source.type !== 'new-need')
        uiStore.getState().focus({ type: 'service', name: service });
      if (note !== null) uiStore.getState().toast(note);
      if (before && after) offerPublishes(before.topology, after.topology, x, y);
      return;
    }
    case 'choose':
      openMenu({
        title: outcome.title,
        x,
        y,
        items: itemsOf(outcome.ways, serviceOf(source), ({ label }) => `${outcome.title}: ${label}`),
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

/** Pins a card to a cell of its lane and announces it; does nothing without another cell. */
export function pinCard(service: string, slot: Slot | null): void {
  if (slot === null) return;
  pinStore.getState().pin(service, slot);
  uiStore.getState().announce(`${service} is pinned here`);
}

/** Pins a card at its position, or unpins it. */
export function togglePin(service: string, slot: Slot | null): void {
  if (pinStore.getState().pins.has(service)) {
    pinStore.getState().unpin(service);
    uiStore.getState().announce(`${service} is unpinned`);
  } else if (slot !== null) {
    pinCard(service, { ...slot, pinned: true });
  }
}
