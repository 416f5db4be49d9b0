import { InspectorHandle, InspectorPanel } from '../../panels/inspector/inspector-panel.tsx';
import { useHost, useHostView, useUi } from '../../state/use-store.ts';
import { type Edge, SidePanel } from './side-panel.tsx';

const inspector: Edge = {
  panel: 'inspector',
  label: 'Width of the inspector',
  side: 'right',
  usual: () => 340,
  least: 250,
  most: 520,
};

/** The inspector: floating over the picture while there is something to inspect, or beside it where a person pinned it. */
export function InspectorSide() {
  const pinned = useUi((state) => state.pinned);
  const open = useUi((state) => state.open.inspector);
  const onMap = useHostView((state) => state.selected !== null);
  const stacks = useHost((state) => state.stacks.length > 0);
  const inPicture = useUi((state) => state.selection.length > 0);
  const something = inPicture || (stacks && onMap);
  // The map of a host makes room for it; an open stack's picture is not laid out anew for each card.
  const folded = useHost((state) => state.stacks.length > 0 && state.unfolded === null);
  const fileAsked = useUi((state) => state.fileAsked);
  if (!fileAsked && !(open && (pinned || something))) return something ? <InspectorHandle /> : null;
  return (
    <SidePanel
      edge={inspector}
      open
      className={pinned || folded ? 'bh-inspector-beside' : 'bh-inspector-float'}
    >
      <InspectorPanel />
    </SidePanel>
  );
}
