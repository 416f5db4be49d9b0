import './ghost-drag.css';
import { type CSSProperties, useEffect, useState } from 'react';

interface Path {
  readonly from: DOMRect;
  readonly to: DOMRect;
}

/** The interval and the limit of waiting for the picture, in milliseconds. */
const pause = 150;
const longest = 6000;

function find(service: string, network: string): Path | null {
  const card = document.querySelector(`.bh-canvas [data-service="${CSS.escape(service)}"]`);
  const lane = document.querySelector(`.bh-canvas [data-network="${CSS.escape(network)}"]`);
  if (card === null || lane === null) return null;
  const path = { from: card.getBoundingClientRect(), to: lane.getBoundingClientRect() };
  return path.from.width > 0 && path.to.width > 0 ? path : null;
}

/** An animation, shown once, of a card dragged onto a network; the first press ends it. */
export function GhostDrag({ service, network }: { readonly service: string; readonly network: string }) {
  const [path, setPath] = useState<Path | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    let last: string | null = null;
    const began = performance.now();
    // The picture may still be moving to its place.
    const timer = setInterval(() => {
      const found = find(service, network);
      const place = JSON.stringify(found);
      if (found !== null && place === last) setPath(found);
      if ((found !== null && place === last) || performance.now() - began > longest) clearInterval(timer);
      last = place;
    }, pause);
    const end = (): void => setOver(true);
    window.addEventListener('pointerdown', end, { capture: true, once: true });
    window.addEventListener('keydown', end, { capture: true, once: true });
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', end, true);
      window.removeEventListener('keydown', end, true);
    };
  }, [service, network]);
  if (path === null || over) return null;
  const { from, to } = path;
  const style = {
    left: from.left,
    top: from.top,
    width: from.width,
    height: from.height,
    '--across': `${to.left + to.width / 2 - from.left - from.width / 2}px`,
    '--down': `${to.bottom - from.bottom - 12}px`,
  } as CSSProperties;
  return (
    <div
      className="bh-ghost-drag bh-center"
      data-ghost-drag=""
      style={style}
      aria-hidden="true"
      onAnimationEnd={() => setOver(true)}
    >
      {service}
    </div>
  );
}
