// From literal files, by path, to a host, for the examples of rules. `blog/compose.yaml` is the stack in `blog`, `blog/.env` its variables,
// `blog/differences.json` how what runs differs from it, `bulkhead.yaml` the file of the host.

import { envValues } from '../compose/environment/dot-env.ts';
import { projectName } from '../compose/environment/project-name.ts';
import { openWorkspace } from '../compose/workspace/open-workspace.ts';
import { type Host, hostFileName, type StackDifference, type StackInput } from './host.ts';
import { readHostFile } from './host-file.ts';
import { openHost } from './open-host.ts';

/** Returns the host of `files`, in their order: every `compose.yaml` is a stack. */
export function hostOfFiles(files: Readonly<Record<string, string>>): Host {
  const inputs: StackInput[] = [];
  for (const [file, text] of Object.entries(files)) {
    if (!file.endsWith('/compose.yaml')) continue;
    const dir = file.slice(0, -'/compose.yaml'.length);
    const environment = envValues(files[`${dir}/.env`] ?? '');
    const workspace = openWorkspace({ order: [file], texts: new Map([[file, text]]), environment });
    const folder = dir.split('/').at(-1) ?? dir;
    const name = projectName(null, environment, workspace.topology.name, folder);
    if (!name.ok) throw new Error(name.error.message);
    const differs = files[`${dir}/differences.json`];
    const differences = differs === undefined ? null : (JSON.parse(differs) as readonly StackDifference[]);
    inputs.push({
      dir,
      from: 'files',
      workspace,
      profiles: [],
      project: name.value,
      ...(differences ? { differences } : {}),
    });
  }
  const text = files[hostFileName];
  return openHost(inputs, undefined, text === undefined ? null : readHostFile(hostFileName, text));
}
