import type { Slot } from '../../core/layout/scene.ts';
import { pinStore, uiStore } from '../../state/page-stores.ts';

/** Pins a card to a cell of its lane and announces it; nothing where there is no other cell. */
export function pinCard(service: string, slot: Slot | null): void {
  if (slot === null) return;
  pinStore.getState().pin(service, slot);
  uiStore.getState().announce(`${service} is pinned here`);
}

/** Pins a card where it stands, or lets it go. */
export function togglePin(service: string, slot: Slot | null): void {
  if (pinStore.getState().pins.has(service)) {
    pinStore.getState().unpin(service);
    uiStore.getState().announce(`${service} is let go`);
  } else if (slot !== null) {
    pinCard(service, { ...slot, pinned: true });
  }
}
