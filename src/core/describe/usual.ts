// What is usual in a file: what most of its active services have in common. It is said once, so that a card says only how it differs.

import { oncePer } from '../compose/once-per.ts';
import { effectiveCapabilities, mayHaveMore } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';

/** Of fewer services nothing is usual. */
const fewest = 3;
/** The share of services that makes something usual. */
const most = 0.6;

/** What most services have, each null where nothing is usual. */
export interface Usual {
  /** `root`, or the user that they run as. */
  readonly user: string | null;
  /** Effective capabilities in words: `14 caps`. */
  readonly capabilities: string | null;
}

/** As whom a service runs, as its file says: `root` where it names nobody. */
export function userOf({ user }: Pick<Service, 'user'>): string {
  const name = user?.split(':')[0] ?? '';
  return name === '' || /^0+$/.test(name) ? 'root' : name;
}

/** How many capabilities a service has, in words; `14+? caps` where more may come. */
export const capabilityText = oncePer((service: Service): string => {
  const { effective } = effectiveCapabilities(service);
  const count = `${effective.length}${mayHaveMore(service) ? '+?' : ''}`;
  return `${count} ${effective.length === 1 ? 'cap' : 'caps'}`;
});

/** What is usual among the active services. */
export const usualOf = oncePer(
  ({ topology, reach }: { readonly topology: Topology; readonly reach: Reach }): Usual => {
    const active = reach.services.flatMap((name) => topology.services.get(name) ?? []);
    return {
      user: usualPart(active.map(userOf)),
      capabilities: usualPart(active.map(capabilityText)),
    };
  },
);

function usualPart(words: readonly string[]): string | null {
  if (words.length < fewest) return null;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [word = '', count = 0] = [...counts].reduce(
    (best, each) => (each[1] > best[1] ? each : best),
    ['', 0],
  );
  return count / words.length >= most ? word : null;
}

/** The usual in words: `usually root with 14 capabilities`; null where nothing is. */
export function usualText({ user, capabilities }: Usual): string | null {
  const caps = capabilities?.replace(/caps?$/, capabilities === '1 cap' ? 'capability' : 'capabilities');
  if (user === null && caps === undefined) return null;
  if (user === null) return `usually ${caps}`;
  return caps === undefined ? `usually ${user}` : `usually ${user} with ${caps}`;
}
