// The distance of a service from the outside, in containers to take over on the way, and the last of these containers (T1, O1).

import { memoize } from '../compose/memoize.ts';
import type { Reach } from '../reach/reach-model.ts';
import { hasBit } from '../reach/rows/bit-row.ts';
import { entryPoints } from './blast-radius.ts';
import { linksOf } from './links.ts';
import { spread } from './spread.ts';

/** The names of services by hops from the outside: those that answer it, those one container behind, and so on. */
type Levels = readonly (readonly string[])[];

const certainLevels = memoize((reach: Reach): Levels => levelsOf(reach, 'certain'));
const possibleLevels = memoize((reach: Reach): Levels => levelsOf(reach, 'possible'));

function levelsOf(reach: Reach, kind: 'certain' | 'possible'): Levels {
  const { levels } = spread(linksOf(reach, kind), entryPoints(reach, kind === 'possible'), Infinity, -1);
  return levels.map((level) => level.map((index) => reach.services[index] ?? ''));
}

/** Returns the active services by the number of containers between them and the outside; `possible` includes everything unknown. */
export function hopsFromOutside(reach: Reach, kind: 'certain' | 'possible'): Levels {
  return kind === 'certain' ? certainLevels(reach) : possibleLevels(reach);
}

/** The shortest way from the outside to a service. */
export interface WayFromOutside {
  /** The number of containers to take over first; 0 for a service that answers the outside itself. */
  readonly hops: number;
  /** The last containers on the way, in file order; empty at 0 hops. */
  readonly behind: readonly string[];
  /** False when the way depends on something unknown. */
  readonly certain: boolean;
}

/**
 * Returns the shortest way from the outside to an active service; null when there is none. A possibly shorter way wins over a certain one.
 */
export function wayFromOutside(reach: Reach, service: string): WayFromOutside | null {
  const hops = levelOf(possibleLevels(reach), service);
  if (hops === null) return null;
  const certain = levelOf(certainLevels(reach), service) === hops;
  const kind = certain ? 'certain' : 'possible';
  const previousLevel = new Set(hopsFromOutside(reach, kind)[hops - 1] ?? []);
  const links = linksOf(reach, kind);
  const target = reach.services.indexOf(service);
  const behind = reach.services.filter(
    (name, index) => previousLevel.has(name) && hasBit(links.row(index), target),
  );
  return { hops: hops, behind, certain };
}

function levelOf(levels: Levels, service: string): number | null {
  const at = levels.findIndex((level) => level.includes(service));
  return at < 0 ? null : at;
}
