import { useStore, useStoreApi } from '@xyflow/react';
import { memo, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useStore as useZustand } from 'zustand';
import type { Room } from '../../../core/layout/layout-input.ts';
import { metrics, type Sizes } from '../../../core/layout/metrics.ts';
import { roomStore } from '../../state/page-stores.ts';
import { whenHandRests } from '../../state/ui/hand.ts';
import { isSmallScreen } from '../../state/ui/small-screen.ts';
import { useWork } from '../../state/use-store.ts';
import { drawnSession, openedProject } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';
import { dragStore } from '../drag/drag-store.ts';
import { detailStore, type LevelOfDetail, levelOfDetail } from '../flow/level-of-detail.ts';
import { margin, roomIn } from './room.ts';

/** The delay after which a resized window counts as settled; the picture is laid out for its last size. */
const settle = 120;
/** The largest difference of size that is ignored, so that a bar that appears or disappears moves no card. */
const ignoredDifference = 16;
/** The room that a pane takes at least; what takes less are bars. */
const leastPane = { width: 48, height: 100 } as const;

const isStarted = (state: WorkState): boolean => drawnSession(state) !== null;

function differs(a: Room | null, b: Room): boolean {
  return (
    a === null ||
    Math.abs(a.width - b.width) > ignoredDifference ||
    Math.abs(a.height - b.height) > ignoredDifference
  );
}

/** The parts around the canvas of a window with an open file and no open panel: the toolbar, and all bars above and below. */
const around = { x: 47, y: 143 } as const;
const minRoom = 240;

/**
 * Returns the room for the picture of a project. Bars and notices scale the picture that the window has room for, a pane leaves it another
 * room; before there is a project the words about the page stand beside the picture, and it has the rest.
 */
function roomOfProject(started: boolean, width: number, height: number): Room {
  const whole = { width: window.innerWidth - around.x, height: window.innerHeight - around.y };
  const hasPane =
    !isSmallScreen() && (whole.width - width > leastPane.width || whole.height - height > leastPane.height);
  const free = started && !hasPane ? whole : { width, height };
  return roomIn(Math.max(minRoom, free.width), Math.max(minRoom, free.height));
}

/** The part left of the lanes that a band does not draw: the outside and the wall are those of the host. */
const undrawn = metrics.outsideWidth + metrics.outsideGap + metrics.wallWidth;

/** Returns the room in a band of the host, of its width and a given height. */
function roomOfBand(width: number, height: number): Room {
  const { width: across, height: down } = roomIn(width, height);
  return { width: across + undrawn, height: down, aspect: across / down };
}

/** Returns the width of a band of the host from its room. */
export const widthOfBand = (room: Room): number => room.width - undrawn;

/** Returns the room in the band for another height. */
export function bandOfHeight(room: Room, height: number): Room {
  return roomOfBand(widthOfBand(room) + 2 * margin.x, height);
}

/**
 * Chooses the room for the picture as soon as a file is open, before painting. `fixed` is the height when the canvas is as high as its
 * picture.
 */
export function useRoomOfOpened(root: RefObject<HTMLElement | null>, fixed: number | null): void {
  const flow = useStoreApi();
  const opened = useWork(openedProject);
  const started = useWork(isStarted);
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = root.current ?? {};
    if (width === 0 || height === 0) {
      roomStore.setState({ opened });
      return;
    }
    // React Flow observes its size, but learns of it after the picture is shown.
    if (flow.getState().width > 0) flow.setState({ width, height });
    const room = fixed === null ? roomOfProject(started, width, height) : roomOfBand(width, fixed);
    const { room: before } = roomStore.getState();
    roomStore.setState({ room: differs(before, room) ? room : before, opened });
  }, [root, flow, opened, started, fixed]);
}

/** The size of the window, in words. */
const windowSize = (): string => `${window.innerWidth} ${window.innerHeight}`;

interface FollowRoomProps {
  /** The height of a canvas that is as high as its picture; null for one with a height of its own. */
  readonly height: number | null;
  /** True when a person moved the view: then a pane changes nothing, until the picture is fitted. */
  readonly placed: RefObject<boolean>;
}

/**
 * Writes the room for the picture: at once when a pane opens or closes, and once its separator, the window or the band has settled. Nothing
 * changes under a hand. Renders nothing.
 */
export const FollowRoom = memo(function FollowRoom({ height: fixed, placed }: FollowRoomProps) {
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const dragged = useZustand(dragStore, ({ source }) => source !== null);
  const started = useWork(isStarted);
  const followed = useRef<{ readonly room: Room; readonly window: string } | null>(null);
  useEffect(() => {
    if (width === 0 || height === 0 || dragged) return;
    const room = fixed === null ? roomOfProject(started, width, height) : roomOfBand(width, fixed);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      const { current: last } = followed;
      // A picture that was fitted beside a legend keeps that shape until its canvas has another size.
      if (!differs(last?.room ?? null, room)) return;
      const isPane = fixed === null && last?.window === windowSize();
      const choose = (): void => {
        followed.current = { room, window: windowSize() };
        if (isPane && placed.current) return;
        roomStore.setState(({ room: before }) => ({ room: differs(before, room) ? room : before }));
      };
      const { room: before } = roomStore.getState();
      if (before === null || isPane || !differs(before, room)) choose();
      else timer = setTimeout(choose, settle);
    };
    const stop = whenHandRests(follow);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [width, height, dragged, started, fixed, placed]);
  return null;
});

/** Keeps the level of detail, and the size of text on the canvas, in step with the zoom. Renders nothing. */
export const FollowDetail = memo(function FollowDetail({
  root,
  sizes,
}: {
  readonly root: RefObject<HTMLElement | null>;
  readonly sizes: Sizes;
}) {
  const key = useStore(({ transform: [, , zoom] }) => {
    const { detail, unit } = levelOfDetail(zoom, sizes);
    return `${detail} ${unit} ${sizes.cardHeight}`;
  });
  const [detail = '', unit = '1', height = ''] = key.split(' ');
  useLayoutEffect(() => {
    detailStore.setState({ detail: detail as LevelOfDetail['detail'], unit: Number(unit), sizes });
  }, [detail, unit, sizes]);
  // The canvas around this component has its element only once all of it is mounted.
  useEffect(() => {
    const { current } = root;
    if (current === null) return;
    current.setAttribute('data-detail', detail);
    current.setAttribute('data-level', sizes.level);
    current.toggleAttribute('data-small', detail !== 'near' && detail !== 'middle');
    current.style.setProperty('--unit', `${unit}px`);
    current.style.setProperty('--card-height', `${height}px`);
    current.style.setProperty('--above-cards', `${sizes.caption + sizes.pills}px`);
  }, [detail, unit, height, root, sizes.level, sizes.caption, sizes.pills]);
  return null;
});
