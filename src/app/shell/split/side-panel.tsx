import type { ReactNode } from 'react';
import type { Edge } from './edge.ts';
import { Separator } from './separator.tsx';
import { useEdge } from './use-edge.ts';

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
