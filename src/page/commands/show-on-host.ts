// Links from a panel to the map: they select a stack, one of its services or a network, and bring it into sight.

import { serviceTarget } from '../../core/map/host-light.ts';
import type { HostTarget } from '../../core/map/host-view.ts';
import { hostViewStore, uiStore, workStore } from '../state/page-stores.ts';

/** Selects a stack on the map and brings it into view. */
export function showStack(stack: string): void {
  selectTarget({ type: 'stack', stack }, stack);
}

/** Selects a shared network on the map. */
export function showNetwork(network: string): void {
  selectTarget({ type: 'rail', network }, null);
}

/** Selects services, by `STACK/SERVICE`, on the map, and brings the stack of the first into view. */
export function showServices(names: readonly string[]): void {
  selectTarget({ type: 'services', names }, names[0]?.split('/')[0] ?? null);
}

/** Opens the stack of a service and selects its card. */
export function openService(stack: string, service: string): void {
  workStore.unfold(stack);
  hostViewStore.getState().select(serviceTarget(stack, [service]));
  hostViewStore.getState().revealStack(stack);
  uiStore.getState().focus({ type: 'service', name: service });
}

function selectTarget(target: HostTarget, stack: string | null): void {
  uiStore.getState().select([]);
  hostViewStore.getState().select(target);
  if (stack !== null) hostViewStore.getState().revealStack(stack);
}
