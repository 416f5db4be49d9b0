import type { Workspace } from '../compose/workspace/workspace.ts';
import { computeReach } from './compute-reach.ts';
import { type FindFindings, type Judgement, judgeWith } from './judge-with.ts';
import type { ReachOptions } from './reach-model.ts';
import { sameData } from './same-data.ts';
import { updateReach } from './update-reach.ts';

/** The analysis of a project's last good model by the rules that `find` holds; null: without findings. */
export function analyzeWith(
  find: FindFindings | null,
  workspace: Workspace,
  options: ReachOptions,
  previous: Judgement | null,
): Judgement {
  const { topology } = workspace;
  const kept = previous && sameData(previous.reach.options, options) ? previous.reach : null;
  const reach = kept ? updateReach(kept, topology) : computeReach(topology, options);
  return judgeWith(find, workspace, reach, previous);
}
