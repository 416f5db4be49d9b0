import type { Workspace } from '../compose/workspace/workspace.ts';
import { findFindings } from './find-findings.ts';
import { type Judgement, judgeWith } from './judge-with.ts';
import type { Reach } from './reach-model.ts';

/** Runs every rule over the last good model of `workspace`; `previous` lends what still holds. */
export function judge(workspace: Workspace, reach: Reach, previous: Judgement | null): Judgement {
  return judgeWith(findFindings, workspace, reach, previous);
}
