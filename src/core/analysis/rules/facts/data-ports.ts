// Published ports behind which data or control of the host lies.

import { catalogueEntry } from '../../needs/catalogue.ts';
import type { Published } from '../../reach/reach-model.ts';
import type { ServiceView } from '../../service-view.ts';

const sensitivePorts: ReadonlySet<number> = new Set([
  5432, 3306, 1433, 1521, 27017, 6379, 11211, 9200, 9300, 5984, 9042, 8086, 7687, 5672, 15672, 9092, 2181,
  2379, 2375, 2376, 2377, 6443, 10250,
]);

/** Whether a datastore, a broker or a control plane usually listens there. */
export function isDataPortNumber(port: number): boolean {
  return sensitivePorts.has(port);
}

/** Whether a port that a service itself publishes is one of a datastore, a broker or a control plane, by number, tag or image. */
export function isDataPort({ service, tier, tierDeclared }: ServiceView, port: Published): boolean {
  if (isDataPortNumber(port.containerPort)) return true;
  if (tier !== 'data') return false;
  // Where only a port made it data, its other ports are ordinary ones.
  return tierDeclared || catalogueEntry(service.image) !== null;
}
