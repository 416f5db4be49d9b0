import { useSyncExternalStore } from 'react';
import { InspectorHandle, InspectorPanel } from '../../panels/inspector/inspector-panel.tsx';
import { followNarrow, isNarrowScreen } from '../../state/ui/small-screen.ts';
import { useFolded, useHasHost, useHostView, useUi } from '../../state/use-store.ts';
import { type Edge, SidePanel } from './side-panel.tsx';

const inspector: Edge = {
  panel: 'inspector',
  label: 'Width of the inspector',
  side: 'right',
  // A docked inspector leaves the picture three fifths of the window.
  usual: () => (window.innerWidth < 1400 ? 260 : 320),
  least: 250,
  most: 520,
};

/** The inspector, docked beside the picture, or floating over it in a narrow window or by choice. */
export function InspectorSide() {
  const docked = useUi((state) => state.docked);
  const narrow = useSyncExternalStore(followNarrow, isNarrowScreen);
  const open = useUi((state) => state.open.inspector);
  const onMap = useHostView((state) => state.selected !== null);
  const stacks = useHasHost();
  const inPicture = useUi((state) => state.selection.length > 0);
  const something = inPicture || (stacks && onMap);
  // The map of a host makes room for it; an open stack's picture is not laid out anew for each card.
  const folded = useFolded();
  const fileAsked = useUi((state) => state.fileAsked);
  if (!fileAsked && !(open && something)) return something ? <InspectorHandle /> : null;
  return (
    <SidePanel
      edge={inspector}
      open
      className={(docked || folded) && !narrow ? 'bh-inspector-beside' : 'bh-inspector-float'}
    >
      <InspectorPanel />
    </SidePanel>
  );
}
