// The keyboard of the map: arrows go from band to band and, within a band, to its stations and tools; Enter opens and folds,
// Space selects, Escape folds what is open, then lets go of what is selected.

import type { KeyboardEvent } from 'react';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { type MapLevel, toggleBand } from './map-level.ts';

function rowOf(band: Element | null | undefined): HTMLElement | null {
  return band?.querySelector<HTMLElement>(':scope > .bh-stack-head > .bh-stack-row') ?? null;
}

/** Returns the rows in their visual order: bands, and routers between them. */
function rowsIn(list: Element): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > li')];
}

function go(list: Element, from: Element | null, key: string): boolean {
  const bands = rowsIn(list);
  const at = from instanceof HTMLElement ? bands.indexOf(from) : -1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: bands.length - 1 }[key];
  if (next === undefined) return false;
  const row = rowOf(bands[next]);
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Returns the focusable parts of a band: its row, its stations, its tools. */
function goAlong(band: Element, target: Element, key: string): boolean {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
  const stops = [
    ...band.querySelectorAll<HTMLElement>(':scope > .bh-stack-head button:not(:disabled, .bh-stack-twist)'),
  ];
  const at = target instanceof HTMLElement ? stops.indexOf(target) : -1;
  stops[at + (key === 'ArrowRight' ? 1 : -1)]?.focus();
  return true;
}

/** True when a key event belongs to the picture in the open band of a list. */
function isInside(list: Element, target: Element): boolean {
  const open = target.closest('.bh-open');
  return open !== null && list.contains(open);
}

/** Folds the open band and leaves the focus at it. */
function fold(level: MapLevel, list: Element, band: string): void {
  toggleBand(level, band);
  rowOf(rowsIn(list).find(({ dataset }) => dataset[level.kind] === band))?.focus();
}

/** Handles keys on the list of bands. */
export function onMapKey(level: MapLevel, event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget: list } = event;
  if (
    event.defaultPrevented ||
    // The words of the open stack's overlay stand elsewhere.
    !(target instanceof Node && list.contains(target)) ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    !(target instanceof Element)
  )
    return;
  const band = rowsIn(list).find((row) => row.contains(target)) ?? null;
  const unfolded = level.unfolded(workStore.getState());
  if (key === 'Escape') {
    const { selection, overlay, highlighted } = uiStore.getState();
    // What is selected within the picture is deselected first.
    if (isInside(list, target) && (selection.length > 0 || overlay !== null || highlighted.size > 0)) return;
    if (unfolded !== null) fold(level, list, unfolded);
    else if (level.view.getState().selected !== null) level.view.getState().select(null);
    else return;
  } else if (isInside(list, target) || band === null) {
    return;
  } else if (key === 'Enter' && target.classList.contains('bh-stack-row')) {
    const name = band.dataset[level.kind];
    // A router has nothing to open.
    if (name === undefined) return;
    toggleBand(level, name);
  } else if (!go(list, band, key) && !goAlong(band, target, key)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
