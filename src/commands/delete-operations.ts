import type { Operation } from '../core/compose/operations/operation.ts';
import type { Topology } from '../core/compose/topology.ts';
import type { Selection } from '../state/selection.ts';

/** What deleting the selection means; taps of a card that goes as well are not taken away first. */
export function deleteOperations(selection: Selection, topology: Topology): readonly Operation[] {
  const going = new Set<string>();
  for (const item of selection) if (item.type !== 'tap') going.add(`${item.type}:${item.name}`);
  const operations: Operation[] = [];
  for (const item of selection) {
    switch (item.type) {
      case 'tap':
        if (!going.has(`service:${item.service}`) && !going.has(`network:${item.network}`)) {
          operations.push({ type: 'detach', service: item.service, network: item.network, last: null });
        }
        break;
      case 'service':
        if (topology.services.has(item.name)) operations.push({ type: 'remove-service', service: item.name });
        break;
      case 'network':
        if (topology.networks.get(item.name)?.origin === 'declared') {
          operations.push({ type: 'remove-network', network: item.name, soleMembers: null });
        }
        break;
    }
  }
  // Services first: a network whose last members go is then free to go.
  return operations.sort((a, b) => Number(a.type === 'remove-network') - Number(b.type === 'remove-network'));
}

/** The deletion in words, for the undo step. */
export function deleteLabel(selection: Selection): string {
  const [first] = selection;
  if (selection.length !== 1 || first === undefined) return `Delete ${selection.length} things`;
  return first.type === 'tap' ? `Detach ${first.service} from ${first.network}` : `Delete ${first.name}`;
}
