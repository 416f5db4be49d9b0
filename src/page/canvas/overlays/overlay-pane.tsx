import { lazy, Suspense } from 'react';
import { useFolded, useWork } from '../../state/use-store.ts';
import { HostOverlayList } from '../host/host-overlay.tsx';
import { OverlayList } from './overlay-list.tsx';
import type { ShownOverlay } from './overlay-view-of.ts';
import { useDrawnLegend } from './use-marks.ts';
import { useOverlay } from './use-overlay.ts';

// Most people open one machine.
const FleetOverlayList = lazy(() =>
  import('../fleet/fleet-overlay.tsx').then((module) => ({ default: module.FleetOverlayList })),
);

function DrawnList(shown: ShownOverlay) {
  return <OverlayList {...shown} legend={useDrawnLegend(shown)} />;
}

function PictureOverlayList() {
  const shown = useOverlay();
  return shown === null ? null : <DrawnList {...shown} />;
}

/** The pane of the active overlay: of the picture, or of all stacks of a host while they are folded. */
export function OverlayPane() {
  const ofFleet = useWork(({ fleet, host }) => fleet !== null && host === null);
  const folded = useFolded();
  if (ofFleet)
    return (
      <Suspense fallback={null}>
        <FleetOverlayList />
      </Suspense>
    );
  return folded ? <HostOverlayList /> : <PictureOverlayList />;
}
