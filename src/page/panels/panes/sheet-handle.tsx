import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import type { DockSide, SheetHeight } from '../../state/ui/ui-state.ts';
import { heightAfter, heightBeside, heightPressed } from './sheet-height.ts';

/** The effect of a press, by the height before it. */
const effects: { readonly [height in SheetHeight]: string } = {
  closed: 'Open the sheet over half of the screen',
  half: 'Give the sheet the whole screen',
  whole: 'Give the sheet half of the screen',
};

const steps: { readonly [key in string]?: 1 | -1 } = {
  ArrowUp: 1,
  ArrowLeft: 1,
  ArrowDown: -1,
  ArrowRight: -1,
};

/** The distance in px from which a press becomes a drag. */
const dragThreshold = 6;

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly from: SheetHeight;
  readonly share: number | null;
}

interface HandleProps {
  readonly height: SheetHeight;
  readonly side: DockSide;
}

/** The handle of a phone's sheet: dragged it snaps to no, half or all of the screen; a press or an arrow key goes to the next height. */
export function SheetHandle({ height, side }: HandleProps) {
  const drag = useRef<Drag | null>(null);
  const dragged = useRef(false);
  const { setSheet } = uiStore.getState();

  /** Returns the share of the screen that the sheet has when its edge is at the pointer. */
  function shareAt({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): number {
    const screen = currentTarget.closest('.bh-docked')?.getBoundingClientRect();
    if (screen === undefined) return 0;
    return side === 'right'
      ? (screen.right - clientX) / screen.width
      : (screen.bottom - clientY) / screen.height;
  }

  /** Makes the sheet as large as a hand pulls it; null leaves it to its height. */
  function pull({ currentTarget }: PointerEvent<HTMLElement>, share: number | null): void {
    const docked = currentTarget.closest<HTMLElement>('.bh-docked');
    if (share === null) docked?.style.removeProperty('--sheet');
    else docked?.style.setProperty('--sheet', `${Math.min(1, Math.max(0, share)) * 100}%`);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const { current } = drag;
    if (current === null) return;
    const moved = Math.hypot(event.clientX - current.x, event.clientY - current.y);
    if (current.share === null && moved < dragThreshold) return;
    if (current.share === null && current.from === 'closed') setSheet('half');
    const share = shareAt(event);
    drag.current = { ...current, share };
    pull(event, share);
  }

  function onRelease(event: PointerEvent<HTMLElement>): void {
    const { current } = drag;
    drag.current = null;
    pull(event, null);
    if (current === null || current.share === null) return;
    dragged.current = true;
    setSheet(event.type === 'pointercancel' ? current.from : heightAfter(current.from, current.share));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setSheet(heightBeside(height, step));
  }

  return (
    <button
      type="button"
      className="bh-sheet-handle bh-relative"
      data-sheet-handle=""
      aria-label={effects[height]}
      aria-expanded={height !== 'closed'}
      onClick={() => {
        // The click that ends a drag.
        if (!dragged.current) setSheet(heightPressed(height));
        dragged.current = false;
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.current = false;
        drag.current = { x: event.clientX, y: event.clientY, from: height, share: null };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onRelease}
      onPointerCancel={onRelease}
    />
  );
}
