// The keyboard of the map: arrows go from band to band and, within a band, to its stations and tools; Enter opens and folds,
// Space selects, Escape folds what is open, then lets go of what is selected.

import type { KeyboardEvent } from 'react';
import { hostStore, hostViewStore, uiStore } from '../../state/page-stores.ts';
import { toggleBand } from './host-band.tsx';

function rowOf(band: Element | null | undefined): HTMLElement | null {
  return band?.querySelector<HTMLElement>(':scope > .bh-stack-head > .bh-stack-row') ?? null;
}

/** The bands in the order in which they are seen. */
function bandsIn(list: Element): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > [data-stack]')];
}

function go(list: Element, from: Element | null, key: string): boolean {
  const bands = bandsIn(list);
  const at = from instanceof HTMLElement ? bands.indexOf(from) : -1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: bands.length - 1 }[key];
  if (next === undefined) return false;
  const row = rowOf(bands[next]);
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Along a band: its row, its stations, its tools. */
function goAlong(band: Element, target: Element, key: string): boolean {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
  const stops = [
    ...band.querySelectorAll<HTMLElement>(':scope > .bh-stack-head button:not(:disabled, .bh-stack-twist)'),
  ];
  const at = target instanceof HTMLElement ? stops.indexOf(target) : -1;
  stops[at + (key === 'ArrowRight' ? 1 : -1)]?.focus();
  return true;
}

/** Whether a key was meant for the picture of the open stack. */
function isInside(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.bh-open') !== null;
}

/** Folds what is open and leaves the focus at its band. */
function fold(list: Element, stack: string): void {
  toggleBand(stack);
  rowOf(bandsIn(list).find((band) => band.dataset.stack === stack))?.focus();
}

/** Keys on the list of bands. */
export function onMapKey(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget: list } = event;
  if (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    !(target instanceof Element)
  )
    return;
  const band = target.closest<HTMLElement>('[data-stack]');
  const { unfolded } = hostStore.getState();
  if (key === 'Escape') {
    const { selection, overlay, highlighted } = uiStore.getState();
    // What is selected within the picture is deselected first.
    if (isInside(target) && (selection.length > 0 || overlay !== null || highlighted.size > 0)) return;
    if (unfolded !== null) fold(list, unfolded);
    else if (hostViewStore.getState().selected !== null) hostViewStore.getState().select(null);
    else return;
  } else if (isInside(target) || band === null) {
    return;
  } else if (key === 'Enter' && target.classList.contains('bh-stack-row')) {
    toggleBand(band.dataset.stack ?? '');
  } else if (!go(list, band, key) && !goAlong(band, target, key)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
