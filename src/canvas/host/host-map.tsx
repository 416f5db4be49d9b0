import './host-map.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { HostAnalysis } from '../../core/host/analyze-host.ts';
import {
  type HostRoom,
  type HostScene,
  hostMetrics,
  hostPicture,
  hostScene,
} from '../../core/host/picture/host-scene.ts';
import { hostViewStore } from '../../state/page-stores.ts';
import { useHost, useHostView } from '../../state/use-store.ts';
import { HostBand } from './host-band.tsx';
import { HostBar } from './host-bar.tsx';
import { HostLines, Outside } from './host-lines.tsx';
import { followLight, railHues } from './host-picture-store.ts';
import { onMapKey } from './map-keys.ts';
import { OpenJoins } from './open-joins.tsx';
import { useOpenHeight } from './open-stack.tsx';
import { RailNames } from './rail-names.tsx';

/** Until the window is measured. */
const unmeasured: HostRoom = { width: 1200, height: 700 };

/** The size of the scrolled area, as far as a person would see a difference. */
function useRoom(scroller: React.RefObject<HTMLElement | null>): HostRoom {
  const [room, setRoom] = useState(unmeasured);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [scroller]);
  return room;
}

function useScene(analysis: HostAnalysis, room: HostRoom, height: number): HostScene {
  const filter = useHostView((state) => state.filter);
  const pinned = useHostView((state) => state.pinned);
  const unfolded = useHost((state) => state.unfolded);
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

/** Brings a band into sight when the page wishes it, and keeps it there while its picture grows, until a person moves on. */
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
  const unfolded = useHost((state) => state.unfolded);
  const inside = useOpenHeight(unfolded);
  const scene = useScene(analysis, room, inside.height);
  const hues = useMemo(() => railHues(hostPicture(analysis)), [analysis]);
  const [tabbed, setTabbed] = useState<string | null>(null);
  useEffect(followLight, []);
  useReveal(scroller, scene, inside.known);
  const stacks = scene.bands.map(({ band }) => band.stack);
  const first = tabbed !== null && stacks.includes(tabbed) ? tabbed : stacks[0];
  const { columns, row } = scene;
  const frame = useMemo(() => ({ columns, row }), [columns, row]);

  return (
    <section className="bh-host" aria-label="Map of the host: stacks on their shared networks">
      <HostBar hidden={scene.hidden} shown={scene.bands.length} />
      <div
        ref={scroller}
        className="bh-host-scroll"
        onPointerLeave={() => hostViewStore.getState().point(null)}
      >
        <div className="bh-host-content" style={{ width: scene.width, height: scene.height }}>
          <RailNames scene={scene} hues={hues} />
          <HostLines scene={scene} hues={hues} />
          <Outside scene={scene} unfolded={unfolded} />
          <ul
            className="bh-stacks"
            data-low={row < 26 || undefined}
            aria-label="Stacks"
            onKeyDown={onMapKey}
            onFocus={({ target }) =>
              setTabbed(target.closest('[data-stack]')?.getAttribute('data-stack') ?? null)
            }
          >
            {scene.bands.map((place) => (
              <HostBand
                key={place.band.stack}
                place={place}
                frame={frame}
                hues={hues}
                open={place.band.stack === unfolded}
                tabbable={place.band.stack === first}
              />
            ))}
          </ul>
          {unfolded !== null && <OpenJoins scene={scene} stack={unfolded} hues={hues} />}
          {scene.bands.length === 0 && (
            <p className="bh-host-empty" style={{ left: scene.columns.name }}>
              No stack is left: the filter hides all {scene.hidden}.
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** All stacks of the host as one map: shared networks as lines, a band for each stack, the open one with its own picture. */
export function HostMap() {
  const analysis = useHost((state) => state.analysis);
  return analysis === null ? null : <StackMap analysis={analysis} />;
}
