// Everything that is derived from the files of a project: reach, needs, tiers, findings.

import type { Workspace } from '../compose/workspace/workspace.ts';
import { analyzeWith } from './analyze-with.ts';
import { findFindings } from './find-findings.ts';
import type { Judgement } from './judge-with.ts';
import type { ReachOptions } from './reach-model.ts';

export type Analysis = Judgement;

/** The whole analysis of a project's last good model; `previous` lends what still holds. */
export function analyze(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null = null,
): Analysis {
  return analyzeWith(findFindings, workspace, options, previous);
}
