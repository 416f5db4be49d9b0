// Finds the nginx location of a request.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import { groupBy } from '../group-by.ts';
import { expressionSteps, type Meter, spend } from '../limits.ts';
import { passOf } from './levels.ts';
import type { Location } from './nginx-model.ts';

/** The target of a request: a location, a redirect that adds a slash, or the server itself. */
export interface FoundLocation {
  readonly location: Location | null;
  /** The path with the slash that nginx redirects to; null without such a redirect. */
  readonly slash: string | null;
  /** Unknown when the choice depends on an expression that cannot be read. */
  readonly certain: Tri;
}

/** The locations of one block, indexed. */
interface Sorted {
  /** The exact and prefix locations by name, in order. */
  readonly byName: ReadonlyMap<string, readonly Location[]>;
  /** The lengths of prefix names, longest first. */
  readonly lengths: readonly number[];
  readonly patterns: readonly Location[];
}

const sorted = memoize((locations: readonly Location[]): Sorted => {
  const plain = locations.filter(({ kind }) => kind === 'exact' || kind === 'prefix');
  const byName = groupBy(plain, ({ name }) => name);
  const prefixes = plain.filter(({ kind }) => kind === 'prefix');
  const lengths = [...new Set(prefixes.map(({ name }) => name.length))].sort((a, b) => b - a);
  return { byName, lengths, patterns: locations.filter(({ kind }) => kind === 'regex') };
});

export function findLocation(locations: readonly Location[], path: string, meter: Meter): FoundLocation {
  const { byName, lengths, patterns } = sorted(locations);
  const named = (kind: Location['kind'], name: string) =>
    byName.get(name)?.find((location) => location.kind === kind) ?? null;
  const exact = named('exact', path);
  if (exact) return { location: exact, slash: null, certain: true };
  let best: Location | null = null;
  for (const length of lengths) {
    spend(meter, 1);
    if (length <= path.length) best = named('prefix', path.slice(0, length));
    if (best !== null) break;
  }
  const slash = byName.get(`${path}/`)?.find((location) => passOf(location) !== null);
  if (slash && best?.name !== path) return { location: slash, slash: slash.name, certain: true };
  let alone = false;
  let found: FoundLocation = { location: best, slash: null, certain: true };
  if (best !== null) {
    alone = best.alone;
    const inner = findLocation(best.locations, path, meter);
    if (inner.location !== null && (inner.slash !== null || isFinal(inner.location))) return inner;
    if (inner.location !== null) found = inner;
    if (inner.certain !== true) return inner;
  }
  if (alone) return found;
  for (const location of patterns) {
    spend(meter, expressionSteps);
    if (location.pattern === null) return { ...found, certain: 'unknown' };
    if (!location.pattern.test(path)) continue;
    const inner = findLocation(location.locations, path, meter);
    return inner.location === null ? { location: location, slash: null, certain: true } : inner;
  }
  return found;
}

/** True for an exact or regex location, which ends the search inside a location; a longer prefix does not. */
function isFinal({ kind }: Location): boolean {
  return kind === 'exact' || kind === 'regex';
}
