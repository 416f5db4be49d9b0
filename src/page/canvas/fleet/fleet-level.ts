// The level of the machines of a fleet, and what lights up on it: the stacks of the unfolded machine light up the other machines, too.

import type { FleetFacts } from '../../../core/fleet/fleet-facts.ts';
import { fleetLight, lightSteps } from '../../../core/map/fleet/fleet-light.ts';
import type { HostTarget } from '../../../core/map/host-view.ts';
import { finishInTasks } from '../../state/large/analyze-in-tasks.ts';
import { fleetViewStore, hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { fleetAnalysis, unfoldedMachine } from '../../state/work/selectors.ts';
import { hostHighlightStore } from '../host/host-picture-store.ts';
import { createHighlightStore, type MapLevel, toggleBand } from '../map/map-level.ts';
import { openMenu } from '../menu/menu-store.ts';

const fleetHighlightStore = createHighlightStore();

/** The level of the machines of a fleet. */
export const fleetLevel: MapLevel = {
  kind: 'machine',
  view: fleetViewStore,
  highlight: fleetHighlightStore,
  unfolded: unfoldedMachine,
  unfold: (machine) => workStore.unfoldMachine(machine),
  openMenu(machine, addresses, x, y) {
    const items = [
      { label: `Open ${machine}`, detail: '', run: () => toggleBand(fleetLevel, machine) },
      {
        label: `Findings of ${machine}`,
        detail: '',
        run: () => {
          fleetViewStore.getState().listFindingsOf(machine);
          uiStore.getState().showPane('findings');
        },
      },
    ];
    openMenu({ title: `${machine} at ${addresses.join(', ')}`, x, y, items });
  },
};

/** Returns the highlighted item: what is highlighted within the unfolded machine, else what is pointed at or selected among machines. */
function highlightedTarget(): HostTarget | null {
  const machine = unfoldedMachine(workStore.getState());
  const { light } = hostHighlightStore.getState();
  const { pointed, selected } = fleetViewStore.getState();
  if (machine !== null && light !== null && light.services.size > 0)
    return { type: 'services', names: [...light.services].map((name) => `${machine}/${name}`) };
  return pointed ?? selected;
}

/** Keeps the highlight between machines in step with the page; returns a function that stops it. */
export function followFleetHighlight(): () => void {
  let of: FleetFacts | null = null;
  let ready: FleetFacts | null = null;
  let stopPreparing = new AbortController();

  function update(): void {
    const facts = fleetAnalysis(workStore.getState())?.facts ?? null;
    const target = highlightedTarget();
    const before = fleetHighlightStore.getState();
    const isSame = JSON.stringify(before.target) === JSON.stringify(target);
    if (of === facts && isSame) return;
    if (of !== facts) prepare(facts);
    of = facts;
    // What all services of a machine reach takes long until it was worked out once.
    const isLate = facts !== ready && target !== null && target.type !== 'services';
    const light = facts === null || target === null || isLate ? null : fleetLight(facts, target);
    fleetHighlightStore.setState({ target: isLate ? null : target, light });
  }

  function prepare(facts: FleetFacts | null): void {
    stopPreparing.abort();
    stopPreparing = new AbortController();
    if (facts === null) return;
    const { signal } = stopPreparing;
    void finishInTasks(stepsOf(facts), signal).then((done) => {
      if (done === null) return;
      ready = done;
      update();
    });
  }

  update();
  // One selection holds at a time: among machines, or within the unfolded one.
  const leave = [
    hostViewStore.subscribe(({ selected }, { selected: last }) => {
      if (selected !== null && selected !== last) fleetViewStore.getState().select(null);
    }),
    fleetViewStore.subscribe(({ selected }, { selected: last }) => {
      if (selected !== null && selected !== last) hostViewStore.getState().select(null);
    }),
    workStore.subscribe(update),
    hostHighlightStore.subscribe(update),
    fleetViewStore.subscribe(update),
  ];
  return () => {
    stopPreparing.abort();
    for (const each of leave) each();
  };
}

function* stepsOf(facts: FleetFacts) {
  yield* lightSteps(facts);
  return facts;
}
