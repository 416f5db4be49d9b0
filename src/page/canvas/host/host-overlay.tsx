import { useMemo } from 'react';
import { splitHostName } from '../../../core/host/host.ts';
import type { LegendEntry } from '../../../core/picture/overlays/overlay-view.ts';
import { openService } from '../../commands/show-on-host.ts';
import { isOfHost } from '../../state/ui/overlay.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import { hostObservedView } from '../overlays/observed-view.ts';
import { OverlayBar } from '../overlays/overlay-bar.tsx';
import type { DrawnEntry } from '../overlays/overlay-key.tsx';
import { OverlayList } from '../overlays/overlay-list.tsx';
import type { ShownOverlay } from '../overlays/overlay-view-of.ts';
import { hostGetsInView } from '../ways/who-gets-in-view.ts';

/** Returns the active overlay over all stacks; null for none, or for one that only the picture of a stack has. */
function useHostOverlay(): ShownOverlay | null {
  const analysis = useWork(hostAnalysis);
  const overlay = useUi((state) =>
    state.overlay !== null && isOfHost(state.overlay) ? state.overlay : null,
  );
  return useMemo(() => {
    if (overlay === null || analysis === null) return null;
    const viewOf = overlay.kind === 'observed' ? hostObservedView : hostGetsInView;
    return { overlay, view: viewOf(analysis) };
  }, [overlay, analysis]);
}

/** A band says for its services what a card says for one, so every mark counts. */
export const drawn = (legend: readonly LegendEntry[]): readonly DrawnEntry[] =>
  legend.map((entry) => ({ ...entry, drawn: entry.count }));

/** The line of an overlay over all stacks. */
export function HostOverlayBar() {
  const shown = useHostOverlay();
  return shown === null ? null : <OverlayBar {...shown} legend={drawn(shown.view.legend)} />;
}

/** An overlay over all stacks as a list; a row opens the stack of its service. */
export function HostOverlayList() {
  const shown = useHostOverlay();
  if (shown === null) return null;
  return (
    <OverlayList
      {...shown}
      legend={drawn(shown.view.legend)}
      onShow={(name) => {
        const { stack, service } = splitHostName(name);
        openService(stack, service);
      }}
    />
  );
}
