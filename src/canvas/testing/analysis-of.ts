// An analysis without findings, for tests of what is drawn.

import { type Analysis, analyze } from '../../core/analysis/analyze.ts';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';

/** Everything that is derived from a compose text but its findings. */
export function analysisOf(text: string): Analysis {
  return { ...analyze(openAlone(text), defaultReachOptions), findings: [] };
}
