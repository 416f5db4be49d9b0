import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { type PaletteTarget, paletteOperations } from '../../state/palette/palette.ts';
import type { PaletteKind } from '../../state/palette/palette-items.ts';
import { type DropOutcome, nothing, operate } from './drop-outcome.ts';

/** Sidecars without networks, which stay closed wherever they are dropped. */
const alwaysClosed: ReadonlySet<PaletteKind> = new Set(['log-tail', 'hardware']);
const networkKinds: ReadonlySet<PaletteKind> = new Set([
  'network',
  'internal-network',
  'template-front-mid-back',
  'template-sandbox',
]);

const nowhere = 'Drop it on a network, on the closed tray or on the host';

function placeFor(topology: Topology, kind: PaletteKind, target: DropTarget): PaletteTarget | string {
  if (networkKinds.has(kind)) return { type: 'canvas' };
  if (alwaysClosed.has(kind)) return { type: 'closed' };
  if (kind === 'monitor') {
    return target.kind === 'card'
      ? { type: 'card', service: target.service }
      : 'Drop the monitor on a container: it shares that container’s network';
  }
  switch (target.kind) {
    case 'lane':
      return { type: 'lane', network: target.network };
    case 'wall':
      return { type: 'lane', network: target.networks[0] };
    case 'closed':
      return { type: 'closed' };
    case 'host':
      return { type: 'host' };
    case 'card':
      return { type: 'card', service: target.service };
    case 'canvas':
      // The first container has the lane of its kind, as with Enter in the palette: there is no other to be told from.
      if (topology.services.size === 0) return { type: 'canvas' };
      return nowhere;
    case 'unknown':
    case 'outside':
      return nowhere;
  }
}

/** True when an item of the palette is joined to the card that it is dropped on. */
export function joinsCard(topology: Topology, kind: PaletteKind, service: string): boolean {
  const place = placeFor(topology, kind, { kind: 'card', service });
  return typeof place !== 'string' && place.type === 'card';
}

function where(place: PaletteTarget): string {
  switch (place.type) {
    case 'lane':
      return ` on ${place.network}`;
    case 'closed':
      return ', closed';
    case 'host':
      return ' on the host';
    case 'card':
      return `, joined to ${place.service}`;
    case 'canvas':
      return '';
  }
}

function labelOf(operations: readonly Operation[], place: PaletteTarget): string {
  const service = operations.find((each) => each.type === 'add-service');
  if (service) {
    const { networks } = service.body;
    const [lane] = place.type === 'canvas' && Array.isArray(networks) ? networks : [];
    return `Add ${service.service}${typeof lane === 'string' ? ` on ${lane}` : where(place)}`;
  }
  const networks = operations.flatMap((each) => (each.type === 'add-network' ? [each.network] : []));
  return `Add ${networks.length > 1 ? 'networks' : 'network'} ${networks.join(', ')}`;
}

/** Returns the outcome of dropping a palette item on `target`. */
export function paletteOutcome(topology: Topology, kind: PaletteKind, target: DropTarget): DropOutcome {
  const place = placeFor(topology, kind, target);
  if (typeof place === 'string') return { type: 'refused', title: place };
  const operations = [...paletteOperations(kind, topology, place)];
  if (operations.length === 0) return nothing('All of it already exists');
  const added = operations.find((each) => each.type === 'add-service');
  if (added && target.kind === 'wall' && place.type === 'lane') {
    operations.push({ type: 'attach', service: added.service, network: target.networks[1] });
  }
  return operate(labelOf(operations, place), operations);
}
