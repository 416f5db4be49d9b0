// The fix that accepts the published ports of a file as intended, all at once, as an `exposed` intent; and the test for ports
// that are expected to be public.

import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';
import { catalogueEntry } from '../../images/catalogue.ts';
import type { ImageKind } from '../../images/catalogue-images.ts';
import { checkExposed } from '../../intents/check-exposed.ts';
import type { ExpectedPort } from '../../intents/intent.ts';
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
  const listed = new Map<string, ExpectedPort>();
  // Certain ports come first, possible ones after them.
  for (let round = 0; round < 2; round++) {
    const intent = { kind: 'exposed' as const, text: '', path: [], ports: [] };
    for (const { subjects, unlisted } of checkExposed(topology, reach, intent, [...listed.values()])) {
      for (const text of unlisted) listed.set(text, expected(subjects[0] ?? '', text));
    }
  }
  if (listed.size === 0) return [];
  const title = 'Accept these ports as intended';
  const text = [...listed.keys()].join(', ');
  return [{ title, safe: false, operations: [{ type: 'intent', kind: 'exposed', text }] }];
});

/** Returns the expected port that an intent text will be read as. */
function expected(service: string, text: string): ExpectedPort {
  const [port = '', protocol = 'tcp'] = text.slice(service.length + 1).split('/');
  return { text, service, port, protocol, path: [] };
}
