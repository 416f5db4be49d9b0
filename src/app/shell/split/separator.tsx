import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Edge } from './edge.ts';

const stride = 16;

/** Which keys make the panel larger and smaller: the separator follows the arrow. */
const arrows = {
  left: ['ArrowRight', 'ArrowLeft'],
  right: ['ArrowLeft', 'ArrowRight'],
  bottom: ['ArrowUp', 'ArrowDown'],
} as const;

interface SeparatorProps {
  readonly edge: Edge;
  readonly size: number;
  readonly onResize: (wanted: number) => void;
}

/** The line between a panel and the middle: dragged, or moved with the arrows. */
export function Separator({ edge, size, onResize }: SeparatorProps) {
  const from = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const [held, setHeld] = useState(false);
  const along = (event: PointerEvent) => (edge.side === 'bottom' ? event.clientY : event.clientX);

  function release(): void {
    from.current = null;
    setHeld(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [larger, smaller] = arrows[edge.side];
    const wanted: Readonly<Record<string, number>> = {
      [larger]: size + stride,
      // One step below the least size closes it.
      [smaller]: size <= edge.least ? 0 : size - stride,
      Home: edge.least,
      End: edge.most,
      Enter: 0,
    };
    const next = wanted[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(next);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> takes no focus, and this one is moved with the keyboard.
    <div
      role="separator"
      tabIndex={0}
      className={`bh-separator bh-separator-${edge.side}`}
      data-separator={held ? 'active' : 'idle'}
      aria-label={edge.label}
      aria-orientation={edge.side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={0}
      aria-valuemax={edge.most}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(edge.usual())}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: along(event), size };
        setHeld(true);
      }}
      onPointerMove={(event) => {
        if (from.current === null) return;
        const travelled = along(event) - from.current.at;
        onResize(from.current.size + (edge.side === 'left' ? travelled : -travelled));
      }}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
