import { memo, useEffect } from 'react';
import { fleetViewStore, hostViewStore, uiStore } from '../../state/page-stores.ts';
import { whenHandRests } from '../../state/ui/hand.ts';
import { useFleetView, useHostView, useUi } from '../../state/use-store.ts';

/** Opens the closed dock at the details, if something is still selected. */
function offerDetails(): void {
  const { selection, offerDetails: offer } = uiStore.getState();
  const onMap = hostViewStore.getState().selected ?? fleetViewStore.getState().selected;
  if (selection.length > 0 || onMap !== null) offer();
}

/**
 * Opens the closed dock at the details of what is selected, in the picture or on the map. It waits for the hand: a second press within the
 * time of a double click finds the picture where the first one was. Renders nothing.
 */
export const DetailsOfSelection = memo(function DetailsOfSelection() {
  const selection = useUi((state) => state.selection);
  const amongStacks = useHostView((state) => state.selected);
  const amongMachines = useFleetView((state) => state.selected);
  const onMap = amongStacks ?? amongMachines;
  useEffect(() => {
    if (selection.length === 0 && onMap === null) return;
    // Fetched while the hand rests.
    void import('../inspector/inspector-panel.tsx');
    return whenHandRests(offerDetails);
  }, [selection, onMap]);
  return null;
});
