import { useEffect, useMemo } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { type Overlay, overlayOfHash } from '../../state/ui/overlay.ts';
import type { Selection } from '../../state/ui/selection.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { canvasAnalysis } from '../picture/layout-controller.ts';
import { useGates } from '../ways/use-gates.ts';
import { askedAbout, type ShownOverlay, shownOverlay } from './overlay-view-of.ts';

function showNamed(): void {
  const overlay = overlayOfHash(window.location.hash);
  if (overlay !== null) uiStore.getState().showOverlay(overlay);
}

/** Draws the overlay in the address (`#overlay=reach:web`) once something is `opened` and whenever the address changes. */
export function useOverlayHash(opened: unknown): void {
  useEffect(() => {
    if (opened !== null) showNamed();
    window.addEventListener('hashchange', showNamed);
    return () => window.removeEventListener('hashchange', showNamed);
  }, [opened]);
}

const nothingSelected: Selection = [];

/** Returns the active overlay for the current selection, for the canvas; null for none. */
export function useOverlay(): ShownOverlay | null {
  const on = useUi((state) => state.overlay);
  const selection = useUi((state) => (state.overlay === null ? nothingSelected : state.selection));
  const analysis = useWork(canvasAnalysis);
  const gates = useGates(analysis);
  const session = useWork(drawnSession);
  const workspace = session === null || session.workspace.stale ? null : session.workspace;
  // A selection that the overlay does not use leaves this text, and with it the view, unchanged.
  const question = on === null ? null : JSON.stringify(askedAbout(on, selection));
  return useMemo(() => {
    if (question === null) return null;
    const overlay = JSON.parse(question) as Overlay;
    return shownOverlay(analysis, workspace, overlay, gates);
  }, [question, analysis, workspace, gates]);
}
