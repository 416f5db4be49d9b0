// Links from a panel to the map of a fleet: they select a machine, a router or a network, or open what a name leads to.

import type { HostTarget } from '../../core/map/host-view.ts';
import { fleetViewStore, uiStore, workStore } from '../state/page-stores.ts';
import { unfoldedMachine } from '../state/work/selectors.ts';
import { openService } from './show-on-host.ts';

/** Selects on the map of the fleet, and brings a machine into view. */
export function showOnFleet(target: HostTarget, machine: string | null): void {
  uiStore.getState().select([]);
  fleetViewStore.getState().select(target);
  if (machine !== null) fleetViewStore.getState().revealStack(machine);
}

/** Opens the machine of a name (`MACHINE`, `MACHINE/STACK` or `MACHINE/STACK/SERVICE`), and of a service its stack at its card. */
export function openOnFleet(name: string): void {
  const [machine = '', stack, service] = name.split('/');
  if (unfoldedMachine(workStore.getState()) !== machine) workStore.unfoldMachine(machine);
  fleetViewStore.getState().revealStack(machine);
  if (stack === undefined) return;
  if (service === undefined) workStore.unfold(stack);
  else openService(stack, service);
}

/** Opens the stack of a machine at a line of its file. */
export function openLineOnFleet(name: string, file: string, line: number): void {
  openOnFleet(name);
  uiStore.getState().showLine(line, file);
}
