// The menu of a station and of a service of an open stack: to be on a network of another stack as well.

import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { type MenuItem, openMenu } from '../menu/menu-store.ts';

/** Connects a service of a stack to a network of another one, and names the stack to start first. */
export function connectToRail(stack: string, service: string, network: string): void {
  const done = workStore.connect(stack, service, network);
  const { toast, announce } = uiStore.getState();
  if (!done.ok) {
    toast(done.error.message, 'error');
    return;
  }
  announce(`${service} of ${stack} is on ${network}`);
  if (done.value !== null) toast(done.value);
  hostViewStore.getState().revealStack(stack);
}

/** Returns items that connect `service` to each shared network that it is not on. */
export function connectItems(stack: string, service: string): readonly MenuItem[] {
  const { engine, analysis = null } = workStore.getState().host ?? {};
  if (engine === undefined || analysis === null) return [];
  return engine.hostPicture(analysis).rails.shared.flatMap(({ network, label, members, madeBy }) => {
    if (members.includes(`${stack}/${service}`)) return [];
    const made = engine.connectAcross(analysis, stack, service, network);
    if (!made.ok) return [];
    const whose = madeBy === null || madeBy === stack ? '' : ` of ${madeBy}`;
    return [
      {
        label: `Connect ${service} to ${label}${whose}`,
        detail: made.value.note ?? '',
        run: () => connectToRail(stack, service, network),
      },
    ];
  });
}

/** Opens the menu of a station, at a point of the window. */
export function openStationMenu(stack: string, members: readonly string[], x: number, y: number): void {
  const items = members.flatMap((service) => connectItems(stack, service));
  const open: MenuItem = {
    label: `Open ${stack}`,
    detail: '',
    run: () => {
      workStore.unfold(stack);
      hostViewStore.getState().revealStack(stack);
    },
  };
  openMenu({ title: `${members.join(', ')} of ${stack}`, x, y, items: [open, ...items] });
}
