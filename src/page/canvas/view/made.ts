// What a step made or changed, known from the topologies before and after it.

import type { Service, Topology } from '../../../core/compose/topology.ts';
import type { Selected } from '../../state/ui/selection.ts';

/** Returns the place of a service in the picture: its mode and its networks, as text. */
function placeOf({ mode, attachments }: Service): string {
  return JSON.stringify([mode, attachments.map(({ network }) => network)]);
}

function stoodElsewhere(before: Service | undefined, now: Service): boolean {
  return before !== undefined && before !== now && placeOf(before) !== placeOf(now);
}

/** Returns the services and networks that are new; where nothing is, the services that changed their place. */
export function madeBetween(before: Topology, after: Topology): readonly Selected[] {
  const services = [...after.services.values()];
  const added: Selected[] = [
    ...services
      .filter(({ name }) => !before.services.has(name))
      .map(({ name }): Selected => ({ type: 'service', name })),
    ...[...after.networks.keys()]
      .filter((name) => !before.networks.has(name))
      .map((name): Selected => ({ type: 'network', name })),
  ];
  if (added.length > 0) return added;
  return services
    .filter((service) => stoodElsewhere(before.services.get(service.name), service))
    .map(({ name }) => ({ type: 'service', name }));
}
