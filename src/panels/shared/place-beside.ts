/** A fixed position on the page; `bottom` is given where the box stands above its anchor. */
export interface Place {
  readonly right: number;
  readonly top?: number;
  readonly bottom?: number;
}

const gap = 6;

/** Right-aligned with its anchor, below it in the upper half of the window and above it in the lower. */
export function placeBeside(anchor: DOMRect): Place {
  const right = Math.max(gap, Math.min(window.innerWidth - anchor.right, window.innerWidth - 320));
  if (anchor.top > window.innerHeight / 2) return { right, bottom: window.innerHeight - anchor.top + gap };
  return { right, top: anchor.bottom + gap };
}
