// The size, the scene and the scrolling of a map.

import { type RefObject, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type HostRoom, type HostScene, hostMetrics, hostScene } from '../../../core/map/host-scene.ts';
import type { MapPicture } from '../../../core/map/map-picture.ts';
import { whenHandRests } from '../../state/ui/hand.ts';
import { MapScroller, useMapLevel, useMapView } from './map-level.ts';

/** The size before the window is measured. */
const unmeasured: HostRoom = { width: 1200, height: 700 };

/** Returns the size of the scrolled area, rounded to visible differences. */
export function useRoom(scroller: RefObject<HTMLElement | null>): HostRoom {
  const [room, setRoom] = useState(unmeasured);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let stopWaiting = (): void => {};
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    // A press and the click that ends it find the same band.
    const sizes = new ResizeObserver(() => {
      stopWaiting();
      stopWaiting = whenHandRests(measure);
    });
    sizes.observe(element);
    return () => {
      stopWaiting();
      sizes.disconnect();
    };
  }, [scroller]);
  return room;
}

/** Returns the scene of a map in `room`; `height` is that of the picture in the open band. */
export function useScene(
  picture: MapPicture,
  room: HostRoom,
  unfolded: string | null,
  height: number,
): HostScene {
  const filter = useMapView((state) => state.filter);
  const pinned = useMapView((state) => state.pinned);
  return useMemo(
    () =>
      hostScene(picture, {
        room,
        filter,
        pinned,
        unfolded: unfolded === null ? null : { stack: unfolded, height },
      }),
    [picture, room, filter, pinned, unfolded, height],
  );
}

/** Brings a band into view on request, and keeps it there while its picture grows, until the person scrolls. */
export function useReveal(sheet: RefObject<HTMLElement | null>, scene: HostScene, known: boolean): void {
  const { view } = useMapLevel();
  const scroller = useContext(MapScroller);
  const wish = useMapView((state) => state.reveal);
  const done = useRef(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const moveOn = (): void => {
      done.current = view.getState().reveal?.serial ?? 0;
    };
    const stop = new AbortController();
    for (const type of ['wheel', 'pointerdown', 'touchmove'] as const)
      element.addEventListener(type, moveOn, { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [scroller, view]);
  useEffect(() => {
    if (wish === null || !known || wish.serial === done.current) return;
    const band = scene.bands.find(({ band: { stack } }) => stack === wish.stack);
    const element = scroller.current;
    if (!band || !element) return;
    const start = startOf(sheet.current, element);
    const top = start + band.rect.y - scene.head;
    const bottom = start + band.rect.y + Math.min(band.rect.height, element.clientHeight - scene.head);
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight + hostMetrics.margin / 2;
  }, [wish, scene, scroller, sheet, known]);
}

/** Returns the distance of a map from the start of what scrolls; the map of a machine begins within that of its fleet. */
function startOf(sheet: HTMLElement | null, scroller: HTMLElement): number {
  if (sheet === null) return 0;
  return sheet.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
