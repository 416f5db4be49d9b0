import { type ReactNode, useState } from 'react';
import { uiStore } from '../../../state/page-stores.ts';
import { readPreference, writePreference } from '../../../state/ui/preferences.ts';
import { useUi } from '../../../state/use-store.ts';
import { type Edge, sizeNear } from './edge.ts';
import { Separator } from './separator.tsx';

function remembered(edge: Edge): number {
  const text = readPreference(`size.${edge.panel}`);
  const size = text === null ? Number.NaN : Number(text);
  return Number.isFinite(size) ? sizeNear(edge, size) || edge.usual : edge.usual;
}

/** The size of a panel, 0 while it is closed, and a way to change it; a closed one comes back as large as it was. */
function useEdge(edge: Edge): readonly [number, (wanted: number) => void] {
  const [size, setSize] = useState(() => remembered(edge));
  const open = useUi((state) => state.open[edge.panel]);

  function resize(wanted: number): void {
    const next = sizeNear(edge, wanted);
    uiStore.getState().setOpen(edge.panel, next > 0);
    if (next === 0) return;
    setSize(next);
    writePreference(`size.${edge.panel}`, String(next));
  }

  return [open ? size : 0, resize];
}

/** A panel at an edge and the line it is resized by. Closed, it takes no room and no focus, and keeps its state. */
export function SidePanel({ edge, children }: { readonly edge: Edge; readonly children: ReactNode }) {
  const [size, resize] = useEdge(edge);
  const { side, least } = edge;
  const open = size > 0;
  const style =
    side === 'bottom'
      ? { height: size, minHeight: open ? least : 0 }
      : { width: size, minWidth: open ? least : 0 };
  const panel = (
    <div className="side-panel" style={style} inert={!open}>
      {children}
    </div>
  );
  return (
    <>
      {side === 'left' && panel}
      <Separator edge={edge} size={size} onResize={resize} />
      {side !== 'left' && panel}
    </>
  );
}
