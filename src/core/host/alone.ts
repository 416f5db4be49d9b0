// A project by itself, asked as a host of one stack. The id of that stack is empty, so that services and networks have the names that its own
// files give them.

import type { ProjectName } from '../compose/environment/project-name.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { type ProjectFacts, projectFacts } from '../needs/project-facts.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import type { Host } from './host.ts';
import { type HostFacts, hostFactsWith } from './host-facts.ts';

/** The files of a project and its options; without a `name`, the name of the options holds. */
export interface StandaloneProject {
  readonly workspace: Workspace;
  readonly reachOptions: ReachOptions;
  readonly name?: ProjectName;
}

/** Returns the host that contains only this project. */
export function standaloneHost({
  workspace,
  reachOptions: { profiles, project = null },
  name = { name: project, from: 'unknown' },
}: StandaloneProject): Host {
  const stack = { id: '', dir: null, from: 'files', workspace, profiles, project: name } as const;
  return { stacks: [stack], networks: new Map() };
}

/** Returns the facts of a project by itself. */
export function standaloneFacts(project: StandaloneProject): HostFacts {
  const facts: ProjectFacts = projectFacts(project.workspace, project.reachOptions);
  return hostFactsWith(
    standaloneHost(project),
    { options: project.reachOptions },
    () => new Map([['', facts]]),
  );
}
