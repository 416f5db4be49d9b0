// The view while a person moves it. React Flow asks every part of the picture each time that its transform changes; a hand sees only that
// the picture follows. So a gesture moves the picture alone, and React Flow learns of it where more has to be drawn, and when it ends.

import { type OnMove, type ReactFlowState, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { dragStore } from '../drag/drag-store.ts';

/** The part of the window that is drawn beyond each of its edges, so that a short way shows nothing new. */
export const drawnBeyond = 1 / 4;
/** The factor of zoom from which letters are set anew while the view still moves. */
const zoomBeyond = 1.5;

type View = Pick<ReactFlowState, 'width' | 'height' | 'transform'>;

/** True when a view, in px of the canvas, shows more than what was drawn for another, or at quite another size. */
export function outgrows(next: Viewport, { width, height, transform: [x, y, zoom] }: View): boolean {
  const grown = next.zoom / zoom;
  if (grown > zoomBeyond || grown * zoomBeyond < 1) return true;
  const along = (from: number, nextFrom: number, size: number): boolean => {
    const start = (from - nextFrom / grown) / size;
    return start < -drawnBeyond || start + 1 / grown > 1 + drawnBeyond;
  };
  return along(x, next.x, width) || along(y, next.y, height);
}

/** What ends a gesture before React Flow does: whoever presses something sees it at its place. */
const acts = ['pointerdown', 'keydown', 'drop'] as const;

const beginning: Viewport = { x: 0, y: 0, zoom: 1 };

interface MotionProps {
  readonly viewport: Viewport;
  readonly onViewportChange: (viewport: Viewport) => void;
  readonly onMoveStart: OnMove;
  readonly onMoveEnd: () => void;
}

/** The motion of one picture: what React Flow is given for it, and what ends a gesture. */
interface Motion {
  readonly props: MotionProps;
  readonly end: () => void;
}

function createMotion(flow: ReturnType<typeof useStoreApi>): Motion {
  let byHand = false;
  let shown: 'pan' | 'zoom' | null = null;
  /** Where the picture is, while React Flow does not know it. */
  let unsettled: Viewport | null = null;
  function put({ x, y, zoom }: Viewport): void {
    unsettled = null;
    flow.setState({ transform: [x, y, zoom] });
  }
  function mark(motion: 'pan' | 'zoom' | null): void {
    const canvas = flow.getState().domNode?.parentElement;
    if (shown === motion || !canvas) return;
    shown = motion;
    if (motion === null) canvas.removeAttribute('data-moving');
    else canvas.setAttribute('data-moving', motion);
  }
  function end(): void {
    byHand = false;
    mark(null);
    if (unsettled !== null) put(unsettled);
  }
  const props: MotionProps = {
    // React Flow leaves its transform to the page once it is given one.
    viewport: beginning,
    onViewportChange(next) {
      const state = flow.getState();
      const picture = state.domNode?.querySelector<HTMLElement>('.react-flow__viewport') ?? null;
      const isHeld = dragStore.getState().source !== null;
      if (!byHand || isHeld || picture === null) {
        put(next);
        return;
      }
      const slides = next.zoom === state.transform[2];
      mark(slides ? 'pan' : 'zoom');
      if (outgrows(next, state)) put(next);
      else {
        unsettled = next;
        picture.style.transform = transformOf(next, slides);
      }
    },
    onMoveStart(event) {
      // Without an event the page moves the view itself.
      byHand = Boolean(event);
    },
    onMoveEnd: end,
  };
  return { props, end };
}

/** Returns the transform of a picture; what only slides does so by whole pixels, in which it is copied as it is. */
function transformOf({ x, y, zoom }: Viewport, slides: boolean): string {
  const [left, top] = slides ? [Math.round(x), Math.round(y)] : [x, y];
  return `translate(${left}px,${top}px) scale(${zoom})`;
}

/** Returns the properties with which React Flow lets a gesture move its picture; `data-moving` on the canvas says how, meanwhile. */
export function useViewInMotion(): MotionProps {
  const flow = useStoreApi();
  const { props, end } = useMemo(() => createMotion(flow), [flow]);
  useEffect(() => {
    const stop = new AbortController();
    for (const act of acts) window.addEventListener(act, end, { capture: true, signal: stop.signal });
    return () => stop.abort();
  }, [end]);
  return props;
}
