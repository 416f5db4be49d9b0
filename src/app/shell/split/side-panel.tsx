import { type CSSProperties, type ReactNode, useState } from 'react';
import { uiStore } from '../../../state/page-stores.ts';
import { readPreference, writePreference } from '../../../state/ui/preferences.ts';
import { type Edge, sizeNear } from './edge.ts';
import { Separator } from './separator.tsx';

function remembered(edge: Edge): number {
  const text = readPreference(`size.${edge.panel}`);
  const size = text === null ? Number.NaN : Number(text);
  return Number.isFinite(size) ? sizeNear(edge, size) || edge.usual() : edge.usual();
}

interface SidePanelProps {
  readonly edge: Edge;
  readonly open: boolean;
  readonly className: string;
  readonly children: ReactNode;
}

/**
 * A panel at an edge and, while it is open, the line it is resized by; its size is remembered. Closed, its own content says
 * how much room it takes.
 */
export function SidePanel({ edge, open, className, children }: SidePanelProps) {
  const [size, setSize] = useState(() => remembered(edge));
  const { side } = edge;

  function resize(wanted: number): void {
    const next = sizeNear(edge, wanted);
    if (next === 0) {
      uiStore.getState().setOpen(edge.panel, false);
      return;
    }
    setSize(next);
    writePreference(`size.${edge.panel}`, String(next));
  }

  return (
    <div
      className={`bh-side-panel bh-side-panel-${side} ${className}`}
      style={open ? ({ '--size': `${size}px` } as CSSProperties) : undefined}
    >
      {open && <Separator edge={edge} size={size} onResize={resize} />}
      {children}
    </div>
  );
}
