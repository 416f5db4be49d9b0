// A running project as a stack of a host: the workspace of the text that is recovered from it.

import { openWorkspace } from '../../compose/workspace/open-workspace.ts';
import type { StackInput } from '../host.ts';
import { recoverCompose } from './recover-compose.ts';
import type { RunningHost } from './running-host.ts';
import { noProject, type RunningProject } from './running-projects.ts';

/** The stack of `project`. It holds no value of environment but the addresses of containers of this host. */
export function runningStack(host: RunningHost, project: RunningProject): StackInput {
  const folder = project.name === noProject ? 'no-project' : project.name;
  const file = `running/${folder}/compose.yaml`;
  const text = recoverCompose(host, project, 'addresses');
  return {
    dir: null,
    from: 'running',
    workspace: openWorkspace({ order: [file], texts: new Map([[file, text]]), environment: new Map() }),
    profiles: [],
    project: { name: project.name, from: 'name' },
  };
}
