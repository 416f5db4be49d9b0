import { useFolded } from '../../state/use-store.ts';
import { HostOverlayList } from '../host/host-overlay.tsx';
import { OverlayList } from './overlay-list.tsx';
import type { ShownOverlay } from './overlay-view-of.ts';
import { useDrawnLegend } from './use-marks.ts';
import { useOverlay } from './use-overlay.ts';

function DrawnList(shown: ShownOverlay) {
  return <OverlayList {...shown} legend={useDrawnLegend(shown)} />;
}

function PictureOverlayList() {
  const shown = useOverlay();
  return shown === null ? null : <DrawnList {...shown} />;
}

/** The pane of the active overlay: of the picture, or of all stacks of a host while they are folded. */
export function OverlayPane() {
  return useFolded() ? <HostOverlayList /> : <PictureOverlayList />;
}
