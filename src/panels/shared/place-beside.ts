/** A fixed position on the page; `bottom` is given where the box stands above its anchor. */
export interface Place {
  readonly width: number;
  readonly right: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** From the anchor, and to the edges of the window; in px. */
const gap = 6;
const width = 304;

/** Right-aligned with its anchor, below it in the upper half of the window and above it in the lower. */
export function placeBeside(anchor: DOMRect): Place {
  const right = Math.max(gap, Math.min(window.innerWidth - anchor.right, window.innerWidth - width - gap));
  if (anchor.top > window.innerHeight / 2)
    return { width, right, bottom: window.innerHeight - anchor.top + gap };
  return { width, right, top: anchor.bottom + gap };
}
