// The fix that accepts the published ports of a file as intended, all at once, as an `exposed` intent; and the test for ports
// that are expected to be public.

import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';
import { catalogueEntry } from '../../images/catalogue.ts';
import type { ImageKind } from '../../images/catalogue-images.ts';
import { portsToExpose } from '../../intents/check-exposed.ts';
import type { Published } from '../../reach/reach-model.ts';
import { oncePerContext } from '../facts/once-per-context.ts';
import { isDataPort, isMeantForWorld, openPublishes } from '../facts/publishes.ts';

const kindsForEverybody: ReadonlySet<ImageKind> = new Set<ImageKind>(['proxy', 'mail', 'dns']);

/** True for a port that everybody is expected to use, by its host number or by its service. */
export function isForEverybody(service: Service, port: Published): boolean {
  const kind = catalogueEntry(service.image)?.kind;
  return (kind !== undefined && kindsForEverybody.has(kind)) || isMeantForWorld(service, port);
}

/** The fix that states every way into the project as intended; none when one of them leads to data. */
export const exposedFixes = oncePerContext((context): readonly Fix[] => {
  const { topology, reach, views } = context;
  for (const view of views.values()) {
    if (openPublishes(view).some((port) => isDataPort(view, port))) return [];
  }
  const ports = portsToExpose(topology, reach);
  if (ports.length === 0) return [];
  const title = 'Accept these ports as intended';
  return [{ title, safe: false, operations: [{ type: 'intent', kind: 'exposed', text: ports.join(', ') }] }];
});
