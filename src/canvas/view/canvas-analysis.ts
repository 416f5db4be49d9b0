import type { Analysis } from '../../core/analysis/analyze.ts';
import type { SessionState } from '../../state/session/session-state.ts';
import { templateProject } from '../../state/session/template.ts';

/** What the canvas draws: the open file's last readable state, or the template's lanes while there is none. */
export function canvasAnalysis(state: SessionState): Analysis {
  return state.analysis ?? templateProject().analysis;
}
