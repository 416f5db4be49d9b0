// How far a service is from the outside, in containers that have to be taken over on the way, and which of them are the last (T1, O1).

import { memoize } from '../compose/memoize.ts';
import type { Reach } from '../reach/reach-model.ts';
import { hasBit } from '../reach/rows/bit-row.ts';
import { entryPoints } from './blast-radius.ts';
import { linksOf } from './links.ts';
import { spread } from './spread.ts';

/** The names of services by hops: those that answer outside, those one container behind them, and so on. */
type Levels = readonly (readonly string[])[];

const certainLevels = memoize((reach: Reach): Levels => levelsOf(reach, 'certain'));
const possibleLevels = memoize((reach: Reach): Levels => levelsOf(reach, 'possible'));

function levelsOf(reach: Reach, kind: 'certain' | 'possible'): Levels {
  const { levels } = spread(linksOf(reach, kind), entryPoints(reach, kind === 'possible'), Infinity, -1);
  return levels.map((level) => level.map((index) => reach.services[index] ?? ''));
}

/** Active services by how many containers stand between them and the outside; `possible` counts all that is not known. */
export function hopsFromOutside(reach: Reach, kind: 'certain' | 'possible'): Levels {
  return kind === 'certain' ? certainLevels(reach) : possibleLevels(reach);
}

/** The shortest way from the outside to a service. */
export interface WayFromOutside {
  /** Containers to take over before; 0 for one that answers outside itself. */
  readonly hops: number;
  /** The last ones before it, in file order; empty at 0 hops. */
  readonly behind: readonly string[];
  /** False where it rests on something that is not known. */
  readonly certain: boolean;
}

/** How an active service is reached from outside; null where nothing leads there. A way that may be shorter counts before a certain one. */
export function wayFromOutside(reach: Reach, service: string): WayFromOutside | null {
  const near = levelWith(possibleLevels(reach), service);
  if (near === null) return null;
  const certain = levelWith(certainLevels(reach), service) === near;
  const kind = certain ? 'certain' : 'possible';
  const before = new Set(hopsFromOutside(reach, kind)[near - 1] ?? []);
  const links = linksOf(reach, kind);
  const target = reach.services.indexOf(service);
  const behind = reach.services.filter((name, index) => before.has(name) && hasBit(links.row(index), target));
  return { hops: near, behind, certain };
}

function levelWith(levels: Levels, service: string): number | null {
  const at = levels.findIndex((level) => level.includes(service));
  return at < 0 ? null : at;
}
