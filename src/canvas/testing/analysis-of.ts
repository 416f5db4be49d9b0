// An analysis without findings, for tests of what is drawn.

import type { Analysis } from '../../core/analysis/analyze-document.ts';
import { computeReach } from '../../core/analysis/compute-reach.ts';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { computeNeeds } from '../../core/analysis/needs.ts';
import { computeTiers } from '../../core/analysis/tiers.ts';
import { openDocument } from '../../core/compose/open-document.ts';

/** Everything that is derived from a compose text but its findings. */
export function analysisOf(text: string): Analysis {
  const { topology } = openDocument(text);
  const reach = computeReach(topology, defaultReachOptions);
  return {
    topology,
    reach,
    needs: computeNeeds(topology),
    tiers: computeTiers(topology, reach),
    findings: [],
  };
}
