import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

const stride = 16;

/** The keys that make a panel larger and smaller, by its edge. */
const arrows = {
  left: ['ArrowRight', 'ArrowLeft'],
  right: ['ArrowLeft', 'ArrowRight'],
  bottom: ['ArrowUp', 'ArrowDown'],
} as const;

interface SeparatorProps {
  readonly label: string;
  /** The edge of the window that the panel lies at. */
  readonly side: 'left' | 'right' | 'bottom';
  readonly size: number;
  readonly least: number;
  readonly most: number;
  /** Resizes the panel; 0 closes it. */
  readonly onResize: (wanted: number) => void;
  /** Restores the default size. */
  readonly onReset: () => void;
  /** Learns when it is taken and let go. */
  readonly onHeld: (held: boolean) => void;
}

/** The separator of a panel, moved by dragging or with arrow keys. */
export function Separator({ label, side, size, least, most, onResize, onReset, onHeld }: SeparatorProps) {
  const from = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const [held, setHeld] = useState(false);
  const along = (event: PointerEvent) => (side === 'bottom' ? event.clientY : event.clientX);

  // A panel that is dragged shut takes its separator along.
  useEffect(() => {
    if (!held) return;
    onHeld(true);
    return () => onHeld(false);
  }, [held, onHeld]);

  function release(): void {
    from.current = null;
    setHeld(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [larger, smaller] = arrows[side];
    const wanted: Readonly<Record<string, number>> = {
      [larger]: size + stride,
      // One step below the least size closes it.
      [smaller]: size <= least ? 0 : size - stride,
      Home: least,
      End: most,
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
      className={`bh-separator bh-separator-${side}`}
      data-separator={held ? 'active' : 'idle'}
      aria-label={label}
      aria-orientation={side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={0}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: along(event), size };
        setHeld(true);
      }}
      onPointerMove={(event) => {
        if (from.current === null) return;
        const travelled = along(event) - from.current.at;
        onResize(from.current.size + (side === 'left' ? travelled : -travelled));
      }}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
