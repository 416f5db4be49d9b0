import { useStore as useFlow, useStoreApi as useFlowApi } from '@xyflow/react';
import { Lock } from 'lucide-react';
import { useLayoutEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { splitHostName } from '../../../core/host/host.ts';
import { networkHues } from '../../../core/layout/lanes/network-hues.ts';
import type { Room } from '../../../core/layout/layout-input.ts';
import { metrics } from '../../../core/layout/metrics.ts';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { roomStore, workStore } from '../../state/page-stores.ts';
import { drawPicture, noKeptLayout, type Pins } from '../../state/picture/picture-of.ts';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis, openedProject, runningId } from '../../state/work/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Canvas } from '../canvas.tsx';
import { layoutStore } from '../picture/layout-controller.ts';
import { bandOfHeight, widthOfBand } from '../view/follow-size.tsx';
import { margin } from '../view/room.ts';
import { minWholeScale } from '../view/view-control.tsx';
import { huesWithin } from './host-picture-store.ts';

/** The space below the picture, and the height while there is none. */
const below = 10;
const unknownHeight = 260;
/** Heights to lay the picture out for: the first in which its cards have full detail is used, and the band is as high as the result. */
const roomHeights = [220, 280, 340, 420, 500, 600, 760] as const;
/** The height above which a lower picture with less detail on its cards is preferred. */
const mostNear = 500;
/** The number of services above which only one layout is computed, in a high band. */
const mostTried = 40;
const noPins: Pins = new Map();

/** Returns the height to lay the picture of an analysis out for, in a band as wide as `room`. */
export function roomHeightFor(analysis: Analysis, room: Room): number {
  const last = roomHeights[roomHeights.length - 1] ?? 0;
  if (analysis.topology.services.size > mostTried) return last;
  const fitting = roomHeights.flatMap((height) => {
    const scene = drawPicture(analysis, new Set(), noKeptLayout, noPins, bandOfHeight(room, height));
    const fits = scene.bounds.width * metrics.minScale <= room.width;
    return fits ? [{ height, level: scene.sizes.level }] : [];
  });
  const near = fitting.find(({ level, height }) => level === 'near' && height <= mostNear);
  const some = near ?? fitting.find(({ level }) => level !== 'far') ?? fitting[0];
  return some?.height ?? last;
}

/** The position of the open stack's picture within its area: pixels of the area = x + zoom × pixels of the scene. */
interface OpenView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const openViewStore = createStore<OpenView>()(() => ({ x: 0, y: 0, zoom: 1 }));

/** Returns the part of a scene that is drawn in a band: the outside and the wall are those of the host. */
export function innerRect({ wall, bounds, lanes, cards }: Scene): Rect {
  const x = wall.x + wall.width;
  const rects = [...lanes, ...cards].map(({ rect }) => rect);
  const top = Math.min(...rects.map(({ y }) => y), bounds.y + bounds.height);
  const bottom = Math.max(...rects.map(({ y, height }) => y + height), top);
  return { x, y: top, width: bounds.width - x, height: bottom - top };
}

/** Returns the inner height of the open band, from its picture; 0 while all are folded, `known` once the picture exists. */
export function useOpenHeight(unfolded: string | null): { readonly height: number; readonly known: boolean } {
  const scene = useStore(layoutStore, (state) => state.scene);
  const opened = useStore(layoutStore, (state) => state.opened);
  const wanted = useWork(openedProject);
  const room = useStore(roomStore, (state) => state.room);
  if (unfolded === null) return { height: 0, known: true };
  if (opened !== wanted) return { height: unknownHeight, known: false };
  const inner = innerRect(scene);
  const across = room === null ? 1 : widthOfBand(room) / inner.width;
  const scale = Math.max(minWholeScale, Math.min(1, across));
  const height = Math.ceil(inner.height * scale) + margin.top + margin.bottom + below;
  return { height, known: true };
}

/** Writes the position of the picture to the page, and the height of its area to the picture, before painting. Renders nothing. */
function FollowView({ height }: { readonly height: number }) {
  const flow = useFlowApi();
  const [x, y, zoom] = useFlow((state) => state.transform);
  const known = useFlow((state) => state.height);
  useLayoutEffect(() => {
    if (known > 0 && known !== height) flow.setState({ height });
  }, [flow, known, height]);
  useLayoutEffect(() => openViewStore.setState({ x, y, zoom }), [x, y, zoom]);
  return null;
}

/** The note in the row above a picture of running containers, with a button back to the files. `row` is its height. */
function RunningNote({ row }: { readonly row: number }) {
  const running = useWork(runningId);
  if (running === null) return null;
  return (
    <div
      className="bh-open-running bh-absolute bh-row bh-gap-2 bh-small bh-filled bh-warn"
      role="status"
      data-running={running}
      style={{ height: row }}
    >
      <Lock size={13} aria-hidden="true" />
      <span>Drawn as it runs</span>
      <Button small onClick={() => workStore.showRunning(null)}>
        Back to its files
      </Button>
    </div>
  );
}

interface OpenStackProps {
  readonly stack: string;
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/** The open stack's own picture, with every gesture of a single project. */
export function OpenStack({ stack, left, top, height }: OpenStackProps) {
  const inside = height - below;
  const analysis = useWork(hostAnalysis);
  const topology = useStore(layoutStore, (state) => state.analysis.topology);
  const scene = useStore(layoutStore, (state) => state.scene);
  const own = useMemo(() => networkHues(scene), [scene]);
  const hues = useMemo(
    () => (analysis === null ? own : huesWithin(analysis, stack, topology, own)),
    [analysis, stack, topology, own],
  );
  const behindProxy = useMemo(
    () =>
      analysis?.reach.services.some(
        (name) =>
          splitHostName(name).stack === stack && analysis.reach.proxied(name).some(({ ghost }) => !ghost),
      ),
    [analysis, stack],
  );
  const room = useStore(roomStore, (state) => state.room);
  const width = room?.width ?? 0;
  const opened = useStore(layoutStore, (state) => state.opened);
  // An edit keeps the height that the picture was opened with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for another stack, or another width, it is chosen anew.
  const roomHeight = useMemo(() => {
    const own = analysis?.analyses.get(stack);
    return own === undefined || room === null ? roomHeights[2] : roomHeightFor(own, room);
  }, [stack, width, opened]);
  const frame = useMemo(
    () => ({ roomHeight, part: innerRect, hues, layer: <FollowView height={inside} /> }),
    [roomHeight, hues, inside],
  );
  return (
    <>
      <div
        className="bh-open bh-absolute bh-clip"
        data-behind-proxy={behindProxy || undefined}
        style={{ left, top, height: inside }}
      >
        <Canvas frame={frame} />
      </div>
      <RunningNote row={top} />
    </>
  );
}
