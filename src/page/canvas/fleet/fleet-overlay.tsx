import { useMemo } from 'react';
import { nameOn } from '../../../core/fleet/at-machine.ts';
import { fleetGates } from '../../../core/map/fleet/fleet-gates.ts';
import { openOnFleet } from '../../commands/show-on-fleet.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { fleetAnalysis } from '../../state/work/selectors.ts';
import { drawn } from '../host/host-overlay.tsx';
import { OverlayBar } from '../overlays/overlay-bar.tsx';
import { OverlayList } from '../overlays/overlay-list.tsx';
import type { ShownOverlay } from '../overlays/overlay-view-of.ts';
import { fleetGetsInView } from '../ways/who-gets-in-view.ts';

/** Returns the overlay *Who gets in* over all machines while it is on; null otherwise. */
function useFleetOverlay(): ShownOverlay | null {
  const facts = useWork((state) => fleetAnalysis(state)?.facts ?? null);
  const overlay = useUi((state) => (state.overlay?.kind === 'who-gets-in' ? state.overlay : null));
  return useMemo(() => {
    if (overlay === null || facts === null) return null;
    const services = [...facts.fleet.machines].flatMap(([name, { facts: own }]) =>
      (own?.reach.services ?? []).map((service) => nameOn({ name }, service)),
    );
    return { overlay, view: fleetGetsInView(services, fleetGates(facts)) };
  }, [overlay, facts]);
}

/** The line of *Who gets in* over all machines. */
export function FleetOverlayBar() {
  const shown = useFleetOverlay();
  return shown === null ? null : <OverlayBar {...shown} legend={drawn(shown.view.legend)} />;
}

/** *Who gets in* over all machines as a list; a row opens the machine and the stack of its service. */
export function FleetOverlayList() {
  const shown = useFleetOverlay();
  if (shown === null) return null;
  return <OverlayList {...shown} legend={drawn(shown.view.legend)} onShow={openOnFleet} />;
}
