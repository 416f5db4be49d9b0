// The level of a map: the stacks of a host, or the machines of a fleet. Each has its own selection, highlight and open band, so that the map of
// a host lies within that of its fleet.

import { createContext, type RefObject, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostTarget } from '../../../core/map/host-view.ts';
import type { MapLight } from '../../../core/map/map-light.ts';
import type { HostViewState, HostViewStore } from '../../state/host/host-view-store.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import type { WorkState } from '../../state/work/work-state.ts';

/** The item that is pointed at or selected, with the resulting highlight; null for none. */
interface Highlight {
  readonly target: HostTarget | null;
  readonly light: MapLight | null;
}

export type HighlightStore = StoreApi<Highlight>;

/** Creates a store without a highlight. */
export function createHighlightStore(): HighlightStore {
  return createStore<Highlight>()(() => ({ target: null, light: null }));
}

export interface MapLevel {
  /** The kind of the bands; the page marks each as `data-stack` or `data-machine`. */
  readonly kind: 'stack' | 'machine';
  readonly view: HostViewStore;
  readonly highlight: HighlightStore;
  /** Returns the name of the open band. */
  unfolded(state: WorkState): string | null;
  /** Opens a band; null folds all. */
  unfold(band: string | null): void;
  /** Opens the menu of a point of a band on a line, at a point of the window. */
  openMenu(band: string, members: readonly string[], x: number, y: number): void;
}

export const MapLevelContext = createContext<MapLevel | null>(null);

/** The element that scrolls the map; maps within it have none of their own. */
export const MapScroller = createContext<RefObject<HTMLElement | null>>({ current: null });

/** Returns the level of the map that a component is part of. */
export function useMapLevel(): MapLevel {
  const level = useContext(MapLevelContext);
  if (level === null) throw new Error('This part is drawn on a map only.');
  return level;
}

/** Returns a part of how a person looks at the map; renders again only when it changes. */
export function useMapView<T>(select: (state: HostViewState) => T): T {
  return useStore(useMapLevel().view, select);
}

/** Returns a part of the highlight on the map; renders again only when it changes. */
export function useHighlight<T>(select: (state: Highlight) => T): T {
  return useStore(useMapLevel().highlight, select);
}

/** Selects on the map and clears the selection within a stack. */
export function selectOnMap({ view }: MapLevel, target: HostTarget): void {
  uiStore.getState().select([]);
  view.getState().select(target);
}

/** Opens a band, or folds it. */
export function toggleBand(level: MapLevel, band: string): void {
  const open = level.unfolded(workStore.getState()) !== band;
  const view = level.view.getState();
  uiStore.getState().select([]);
  view.point(null);
  level.unfold(open ? band : null);
  uiStore.getState().announce(open ? `${band} is open` : `${band} is folded`);
  if (open) view.revealStack(band);
}
