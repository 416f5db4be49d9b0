import { assumedOf } from '../core/analysis/assumed.ts';
import { computeReach } from '../core/analysis/reach/compute-reach.ts';
import { allFamilies } from '../core/analysis/reach/reach-model.ts';
import { reachJson } from '../core/export/reach/reach-json.ts';
import type { Project, ReachOptions, ReachReport } from './library-types.ts';
import { loadedOf } from './opened.ts';
import { readPieces } from './read-pieces.ts';

/** Who reaches whom. */
export function reach(project: Project, options: ReachOptions = {}): ReachReport {
  const { sparse = false, by = false, families = false } = options;
  const { workspace, reachOptions, name } = loadedOf(project);
  const { topology } = workspace;
  const assumed = assumedOf(workspace, reachOptions, name.from);
  const stated = families ? { ...assumed, addressFamilies: allFamilies } : assumed;
  return readPieces(
    reachJson(topology, computeReach(topology, reachOptions), stated, { sparse, by, families }),
  );
}
