// An analysis without findings, for tests of what is drawn.

import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { type Analysis, analyze } from '../../../core/rules/analyze.ts';
import { openRead } from '../../../core/ways-in/testing/read-facts.ts';

/** Everything that is derived from a compose text but its findings. */
export function analysisOf(text: string): Analysis {
  return { ...analyze(openRead(text), defaultReachOptions), findings: [] };
}
