// A finger held still: some browsers send no `contextmenu` then.

/** The time in ms that a finger rests, and the travel in px that makes it a pan. */
const held = 550;
const slack = 10;

/** Calls `onHeld` with the press of a finger that rests in `root`, unless the browser asks for a menu itself; the click after it is swallowed. */
export function followLongPress(
  root: HTMLElement,
  signal: AbortSignal,
  onHeld: (press: PointerEvent) => void,
): void {
  let press: { readonly event: PointerEvent; readonly timer: number } | null = null;
  let wasHeld = false;
  const end = (): void => {
    if (press !== null) window.clearTimeout(press.timer);
    press = null;
  };
  const onDown = (event: PointerEvent): void => {
    end();
    wasHeld = false;
    // A second finger zooms.
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const timer = window.setTimeout(() => {
      press = null;
      wasHeld = true;
      onHeld(event);
    }, held);
    press = { event, timer };
  };
  const onMove = (event: PointerEvent): void => {
    if (press === null) return;
    const { clientX, clientY } = press.event;
    if (Math.hypot(event.clientX - clientX, event.clientY - clientY) > slack) end();
  };
  const onClick = (event: MouseEvent): void => {
    if (!wasHeld) return;
    wasHeld = false;
    event.stopPropagation();
    event.preventDefault();
  };
  root.addEventListener('pointerdown', onDown, { signal, capture: true });
  root.addEventListener('pointermove', onMove, { signal, capture: true });
  for (const type of ['pointerup', 'pointercancel', 'contextmenu'] as const)
    root.addEventListener(type, end, { signal, capture: true });
  root.addEventListener('click', onClick, { signal, capture: true });
}
