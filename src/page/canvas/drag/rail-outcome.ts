// A card of an open stack dropped on the line of a shared network: it is connected to the network of another stack.

import { workStore } from '../../state/page-stores.ts';
import { unfoldedId } from '../../state/work/selectors.ts';
import { type DropOutcome, nothing } from './drop-outcome.ts';

/** Returns the shared network whose line, name or station is at a point of the window; null for none. */
export function railAt(x: number, y: number): string | null {
  if (workStore.getState().host === null) return null;
  for (const element of document.elementsFromPoint(x, y)) {
    const rail = element.getAttribute('data-line') ?? element.getAttribute('data-rail-line');
    // A network between machines takes no service.
    if (rail !== null && element.closest('[data-map]')?.getAttribute('data-map') === 'stack') return rail;
  }
  return null;
}

/** Returns the outcome of dropping `service` of the open stack on the line of `network`. */
export function railOutcome(service: string, network: string): DropOutcome {
  const state = workStore.getState();
  const { engine, analysis = null } = state.host ?? {};
  const unfolded = unfoldedId(state);
  if (engine === undefined || analysis === null || unfolded === null) return nothing('');
  if (analysis.joined.networks.get(network)?.members.includes(`${unfolded}/${service}`))
    return nothing(`${service} is on ${network} already`);
  const made = engine.connectAcross(analysis, unfolded, service, network);
  if (!made.ok) return { type: 'refused', title: made.error.message };
  const { operations, note } = made.value;
  return { type: 'operate', way: { label: `Connect ${service} to ${network}`, operations, after: note } };
}
