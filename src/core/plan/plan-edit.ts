// What `up` will do after an edit of files: two versions of a project, and the stacks beside it that are known. Nothing else is known of
// what runs: a network that is not here is taken to be there, and what an inactive profile brings not to run.

import { isDefaultProject } from '../compose/discovery/project-in-folder.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding } from '../findings/finding.ts';
import { type Deployed, deployedFiles, withOtherStacks } from './deployed.ts';
import { planUp } from './plan-up.ts';
import { engineRefusals } from './refusals.ts';
import type { UpPlan } from './up-plan.ts';

/** One version of a project. */
export interface EditSide {
  readonly workspace: Workspace;
  readonly project: string | null;
  readonly profiles: readonly string[];
}

/** Returns the plan for `after` while `before` is deployed; `findings` are those of `after`, `beside` is the rest of the deployed state. */
export function planEdit(
  before: EditSide,
  after: EditSide,
  findings: readonly Finding[],
  beside: readonly Deployed[] = [],
): UpPlan {
  return planUp(sideOf(after), withOtherStacks(deployedSide(before), ...beside), {
    profiles: after.profiles,
    refusals: engineRefusals(after.workspace.problems, findings),
    complete: false,
  });
}

/** Returns the deployed state of a version, with the services of its active profiles. */
export function deployedSide(side: EditSide): Deployed {
  return deployedFiles(sideOf(side), side.profiles);
}

function sideOf({ workspace, project, profiles }: EditSide) {
  return { workspace, project, words: composeArguments(workspace.input.order, profiles) };
}

/** Returns the arguments that select the files for Compose; none when Compose finds them itself. */
export function composeArguments(files: readonly string[], profiles: readonly string[]): readonly string[] {
  // From another folder it has to be told where they are.
  const taken = files[0]?.includes('/') === false && isDefaultProject(files);
  return [
    ...(taken ? [] : files.flatMap((file) => ['-f', file])),
    ...profiles.flatMap((profile) => ['--profile', profile]),
  ];
}
