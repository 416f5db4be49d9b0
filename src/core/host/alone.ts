// A project by itself, asked as a host of one stack. The id of that stack is empty, so that services and networks have the names that its own
// files give them.

import type { ProjectName } from '../compose/environment/project-name.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { type ProjectFacts, projectFacts } from '../needs/project-facts.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import type { Host } from './host.ts';
import { type HostFacts, hostFactsWith } from './host-facts.ts';

/** The files of a project, and what they are read with; without a `name` it is that of the options. */
export interface ProjectAlone {
  readonly workspace: Workspace;
  readonly reachOptions: ReachOptions;
  readonly name?: ProjectName;
}

/** The host that has this project alone. */
export function aloneHost({
  workspace,
  reachOptions: { profiles, project = null },
  name = { name: project, from: 'unknown' },
}: ProjectAlone): Host {
  const stack = { id: '', dir: null, from: 'files', workspace, profiles, project: name } as const;
  return { stacks: [stack], networks: new Map() };
}

/** What is known of a project by itself. */
export function aloneFacts(project: ProjectAlone): HostFacts {
  const facts: ProjectFacts = projectFacts(project.workspace, project.reachOptions);
  return hostFactsWith(aloneHost(project), { options: project.reachOptions }, () => new Map([['', facts]]));
}
