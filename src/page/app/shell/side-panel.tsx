import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { forgetPreference, readPreference, writePreference } from '../../state/ui/preferences.ts';
import type { PanelId } from '../../state/ui/ui-state.ts';

export interface Edge {
  readonly panel: PanelId;
  /** The accessible name of the separator. */
  readonly label: string;
  readonly side: 'left' | 'right' | 'bottom';
  /** The sizes of the panel in pixels; the default may depend on the window. */
  readonly usual: () => number;
  readonly least: number;
  readonly most: number;
}

interface SidePanelProps {
  readonly edge: Edge;
  readonly open: boolean;
  readonly className: string;
  readonly children: ReactNode;
}

/**
 * A panel at an edge of the window with the separator that resizes it. A chosen size is remembered; closed, the panel is as large as its
 * content.
 */
export function SidePanel({ edge, open, className, children }: SidePanelProps) {
  const [chosen, setChosen] = useState(() => remembered(edge));
  const usual = useSyncExternalStore(followWindow, edge.usual);
  const size = chosen ?? usual;
  const { side } = edge;

  function resize(wanted: number): void {
    const next = sizeNear(edge, wanted);
    if (next === 0) {
      uiStore.getState().setOpen(edge.panel, false);
      return;
    }
    setChosen(next);
    writePreference(`size.${edge.panel}`, String(next));
  }

  function reset(): void {
    setChosen(null);
    forgetPreference(`size.${edge.panel}`);
  }

  return (
    <div
      className={`bh-side-panel bh-rigid bh-relative bh-side-panel-${side} ${className}`}
      style={open ? ({ '--size': `${size}px` } as CSSProperties) : undefined}
    >
      {open && <Separator edge={edge} size={size} onResize={resize} onReset={reset} />}
      {children}
    </div>
  );
}

/** Returns the size that was chosen at an earlier visit; null for the default. */
function remembered(edge: Edge): number | null {
  const text = readPreference(`size.${edge.panel}`);
  const size = text === null ? Number.NaN : Number(text);
  return Number.isFinite(size) ? sizeNear(edge, size) || null : null;
}

function followWindow(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

const stride = 16;

/** The keys that make the panel larger and smaller, by its edge. */
const arrows = {
  left: ['ArrowRight', 'ArrowLeft'],
  right: ['ArrowLeft', 'ArrowRight'],
  bottom: ['ArrowUp', 'ArrowDown'],
} as const;

interface SeparatorProps {
  readonly edge: Edge;
  readonly size: number;
  readonly onResize: (wanted: number) => void;
  /** Restores the default size. */
  readonly onReset: () => void;
}

/** The separator of a panel, moved by dragging or with arrow keys. */
function Separator({ edge, size, onResize, onReset }: SeparatorProps) {
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
      className={`bh-separator bh-absolute bh-separator-${edge.side}`}
      data-separator={held ? 'active' : 'idle'}
      aria-label={edge.label}
      aria-orientation={edge.side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={0}
      aria-valuemax={edge.most}
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
        onResize(from.current.size + (edge.side === 'left' ? travelled : -travelled));
      }}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}

/** Returns the allowed size nearest to `wanted`; 0, which closes the panel, where it was pushed to the edge. */
export function sizeNear({ least, most }: Edge, wanted: number): number {
  if (wanted < least / 2) return 0;
  return Math.round(Math.min(most, Math.max(least, wanted)));
}
