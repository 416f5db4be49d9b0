import type { RefObject } from 'react';
import { useEffect } from 'react';
import { type PanelImperativeHandle, type PanelSize, usePanelRef } from 'react-resizable-panels';
import type { PanelId } from '../state/ui-state.ts';
import { uiStore } from '../state/ui-store.ts';
import { useUi } from '../state/use-store.ts';

/** Ties a panel to its switch in the ui store: closed by command, or by dragging its edge all the way. */
export function useCollapse(panel: PanelId): {
  readonly panelRef: RefObject<PanelImperativeHandle | null>;
  readonly onResize: (size: PanelSize) => void;
} {
  const panelRef = usePanelRef();
  const open = useUi((state) => state.open[panel]);

  useEffect(() => {
    const handle = panelRef.current;
    if (handle === null || handle.isCollapsed() !== open) return;
    if (open) handle.expand();
    else handle.collapse();
  }, [open, panelRef]);

  return {
    panelRef,
    onResize: ({ inPixels }) => uiStore.getState().setOpen(panel, inPixels > 0),
  };
}
