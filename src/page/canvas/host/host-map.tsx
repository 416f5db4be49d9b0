import { hostAnalysis, unfoldedId } from '../../state/work/selectors.ts';
import './host-map.css';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { machineOf } from '../../../core/machine/machine-model.ts';
import {
  type HostRoom,
  type HostScene,
  hostMetrics,
  hostPicture,
  hostScene,
  railHues,
  stationRadius,
} from '../../../core/map/host-scene.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { whenHandRests } from '../../state/ui/hand.ts';
import { useHostView, useUi, useWork } from '../../state/use-store.ts';
import { OverlayPlace } from '../overlays/overlay-place.ts';
import { useOverlayHash } from '../overlays/use-overlay.ts';
import { HostBand, toggleBand } from './host-band.tsx';
import { HostBar } from './host-bar.tsx';
import { HostLines, Outside, RailNames } from './host-lines.tsx';
import { ObservedLines, useObservedTies } from './host-observed.tsx';
import { HostOverlayBar } from './host-overlay.tsx';
import { followHighlight } from './host-picture-store.ts';
import { OpenJoins } from './open-joins.tsx';
import { useOpenHeight } from './open-stack.tsx';

/** The size before the window is measured. */
const unmeasured: HostRoom = { width: 1200, height: 700 };

/** Returns the size of the scrolled area, rounded to visible differences. */
function useRoom(scroller: React.RefObject<HTMLElement | null>): HostRoom {
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

function useScene(analysis: HostAnalysis, room: HostRoom, height: number): HostScene {
  const filter = useHostView((state) => state.filter);
  const pinned = useHostView((state) => state.pinned);
  const unfolded = useWork(unfoldedId);
  const picture = hostPicture(analysis);
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
function useReveal(scroller: React.RefObject<HTMLElement | null>, scene: HostScene, known: boolean): void {
  const wish = useHostView((state) => state.reveal);
  const done = useRef(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const moveOn = (): void => {
      done.current = hostViewStore.getState().reveal?.serial ?? 0;
    };
    const stop = new AbortController();
    for (const type of ['wheel', 'pointerdown', 'touchmove'] as const)
      element.addEventListener(type, moveOn, { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [scroller]);
  useEffect(() => {
    if (wish === null || !known || wish.serial === done.current) return;
    const band = scene.bands.find(({ band: { stack } }) => stack === wish.stack);
    const element = scroller.current;
    if (!band || !element) return;
    const top = band.rect.y - scene.head;
    const bottom = band.rect.y + Math.min(band.rect.height, element.clientHeight - scene.head);
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight + hostMetrics.margin / 2;
  }, [wish, scene, scroller, known]);
}

function StackMap({ analysis }: { readonly analysis: HostAnalysis }) {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const unfolded = useWork(unfoldedId);
  const inside = useOpenHeight(unfolded);
  const scene = useScene(analysis, room, inside.height);
  const hues = useMemo(() => railHues(hostPicture(analysis)), [analysis]);
  const [tabbed, setTabbed] = useState<string | null>(null);
  useEffect(followHighlight, []);
  useReveal(scroller, scene, inside.known);
  const stacks = scene.bands.map(({ band }) => band.stack);
  const first = tabbed !== null && stacks.includes(tabbed) ? tabbed : stacks[0];
  const { columns, row } = scene;
  // The picture of an unfolded stack has the overlay itself.
  const asksWho = useUi(({ overlay }) => overlay?.kind === 'who-gets-in') && unfolded === null;
  const observed = useObservedTies(analysis);
  useOverlayHash(useWork((state) => state.opening));
  const frame = useMemo(() => ({ columns, row }), [columns, row]);
  const [words, setWords] = useState<HTMLElement | null>(null);

  return (
    <section
      className="bh-host bh-tall bh-column"
      data-stacked={columns.stacked || undefined}
      aria-label="Map of the host: stacks on their shared networks"
    >
      <HostBar hidden={scene.hidden} shown={scene.bands.length} place={setWords}>
        {unfolded === null && <HostOverlayBar />}
      </HostBar>
      <div
        ref={scroller}
        className="bh-host-scroll bh-scroll"
        onPointerLeave={() => hostViewStore.getState().point(null)}
      >
        <div className="bh-relative" style={{ width: scene.width, height: scene.height }}>
          <RailNames scene={scene} hues={hues} />
          <HostLines scene={scene} hues={hues} />
          <Outside scene={scene} unfolded={unfolded} machine={machineOf(analysis.reach.options)} />
          <ul
            className="bh-stacks bh-over"
            data-low={stationRadius(row) < 10 || undefined}
            data-asks={asksWho || undefined}
            data-narrow={columns.narrow || undefined}
            data-seen={observed !== null || undefined}
            aria-label="Stacks"
            onKeyDown={onMapKey}
            onFocus={({ target }) =>
              setTabbed(target.closest('[data-stack]')?.getAttribute('data-stack') ?? null)
            }
          >
            <OverlayPlace value={words}>
              {scene.bands.map((place) => (
                <HostBand
                  key={place.band.stack}
                  place={place}
                  frame={frame}
                  hues={hues}
                  open={place.band.stack === unfolded}
                  tabbable={place.band.stack === first}
                  seen={observed?.bands.get(place.band.stack) ?? null}
                />
              ))}
            </OverlayPlace>
          </ul>
          {observed !== null && <ObservedLines scene={scene} ties={observed.ties} unfolded={unfolded} />}
          {unfolded !== null && <OpenJoins scene={scene} stack={unfolded} hues={hues} />}
          {scene.bands.length === 0 && (
            <p className="bh-host-empty bh-dim bh-absolute" style={{ left: scene.columns.name }}>
              The filter hides all {scene.hidden} stacks.
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** All stacks of the host as one map: shared networks as lines, a band for each stack, the open one with its own picture. */
export function HostMap() {
  const analysis = useWork(hostAnalysis);
  return analysis === null ? null : <StackMap analysis={analysis} />;
}

// The keyboard of the map: arrows go from band to band and, within a band, to its stations and tools; Enter opens and folds,
// Space selects, Escape folds what is open, then lets go of what is selected.

function rowOf(band: Element | null | undefined): HTMLElement | null {
  return band?.querySelector<HTMLElement>(':scope > .bh-stack-head > .bh-stack-row') ?? null;
}

/** Returns the bands in their visual order. */
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

/** True when a key event belongs to the picture of the open stack. */
function isInside(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.bh-open') !== null;
}

/** Folds the open stack and leaves the focus at its band. */
function fold(list: Element, stack: string): void {
  toggleBand(stack);
  rowOf(bandsIn(list).find((band) => band.dataset.stack === stack))?.focus();
}

/** Handles keys on the list of bands. */
function onMapKey(event: KeyboardEvent<HTMLElement>): void {
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
  const band = target.closest<HTMLElement>('[data-stack]');
  const unfolded = unfoldedId(workStore.getState());
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
