// An analysis without findings, for tests of what is drawn.

import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { type Analysis, analyze } from '../../../core/rules/analyze.ts';

/** Everything that is derived from a compose text but its findings. */
export function analysisOf(text: string): Analysis {
  return { ...analyze(openAlone(text), defaultReachOptions), findings: [] };
}
