// What is usual in a file: what most of its active services have in common. It is said once, so that a card says only how it differs.

import { memoize } from '../compose/memoize.ts';
import { effectiveCapabilities, mayHaveMore } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';

/** The smallest number of services for which something can be usual. */
const minServices = 3;
/** The share of services that makes something usual. */
const usualShare = 0.6;

/** The values that most services share; null where nothing is usual. */
export interface Usual {
  /** The usual user: `root`, or another name or id. */
  readonly user: string | null;
  /** The usual number of effective capabilities in words: `14 caps`. */
  readonly capabilities: string | null;
}

/** Returns the user of a service as its file states it: `root` when it states none. */
export function userOf({ user }: Pick<Service, 'user'>): string {
  const name = user?.split(':')[0] ?? '';
  return name === '' || /^0+$/.test(name) ? 'root' : name;
}

/** Returns the number of a service's capabilities in words; `14+? caps` when there may be more. */
export const capabilityText = memoize((service: Service): string => {
  const { effective } = effectiveCapabilities(service);
  const count = `${effective.length}${mayHaveMore(service) ? '+?' : ''}`;
  return `${count} ${effective.length === 1 ? 'cap' : 'caps'}`;
});

/** Returns the usual values among the active services. */
export const usualOf = memoize(
  ({ topology, reach }: { readonly topology: Topology; readonly reach: Reach }): Usual => {
    const active = reach.services.flatMap((name) => topology.services.get(name) ?? []);
    return {
      user: usualPart(active.map(userOf)),
      capabilities: usualPart(active.map(capabilityText)),
    };
  },
);

function usualPart(words: readonly string[]): string | null {
  if (words.length < minServices) return null;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [word = '', count = 0] = [...counts].reduce(
    (best, each) => (each[1] > best[1] ? each : best),
    ['', 0],
  );
  return count / words.length >= usualShare ? word : null;
}

/** Returns the usual values in words, such as `usually root with 14 capabilities`; null when nothing is usual. */
export function usualText({ user, capabilities }: Usual): string | null {
  const caps = capabilities?.replace(/caps?$/, capabilities === '1 cap' ? 'capability' : 'capabilities');
  if (user === null && caps === undefined) return null;
  if (user === null) return `usually ${caps}`;
  return caps === undefined ? `usually ${user}` : `usually ${user} with ${caps}`;
}
