// Published ports behind which data or control of the host lies.

import { catalogueEntry } from '../../needs/catalogue.ts';
import { isDataPortNumber } from '../../port-meaning.ts';
import type { Published } from '../../reach/reach-model.ts';
import type { ServiceView } from '../../service-view.ts';

/** Whether a port that a service itself publishes is one of a datastore, a broker or a control plane, by number, tag or image. */
export function isDataPort(
  { service, tier, tierDeclared }: ServiceView,
  port: Pick<Published, 'containerPort'>,
): boolean {
  if (isDataPortNumber(port.containerPort)) return true;
  if (tier !== 'data') return false;
  // Where only a port made it data, its other ports are ordinary ones.
  return tierDeclared || catalogueEntry(service.image) !== null;
}
