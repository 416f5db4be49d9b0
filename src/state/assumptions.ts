// What the picture rests on and the file does not say; always in sight, so that nobody takes a prediction for more.

import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { ProjectName } from '../core/compose/environment/project-name.ts';
import type { Topology } from '../core/compose/topology.ts';
import { notModelled } from '../core/compose/workspace/not-modelled.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';

export interface Assumption {
  readonly id:
    | 'file'
    | 'project'
    | 'engine'
    | 'profiles'
    | 'variables'
    | 'families'
    | 'outside'
    | 'not-modelled';
  readonly label: string;
  readonly value: string;
  /** Whether it can change what is predicted, so that it is marked. */
  readonly notable: boolean;
}

function profileText(topology: Topology, options: ReachOptions): string {
  const known = topology.profiles;
  if (known.length === 0) return 'none in the file';
  const active = options.profiles.includes('*')
    ? known
    : known.filter((name) => options.profiles.includes(name));
  return `${active.length} of ${known.length} active (${known.join(', ')})`;
}

const nameWords: { readonly [from in ProjectName['from']]: string } = {
  option: 'as told',
  environment: 'from COMPOSE_PROJECT_NAME',
  name: 'as the file says',
  folder: 'from the folder',
  unknown: 'unknown (the folder is not seen)',
};

function filesText({ files, missing }: Workspace): string {
  const names = files.map(({ document }) => document.file);
  const gone = new Set(missing.filter(({ optional }) => !optional).map(({ file }) => file));
  const lacking = gone.size === 0 ? '' : `; missing: ${[...gone].join(', ')}`;
  return `${names.join(' + ')}${lacking}`;
}

/** Every assumption, in a fixed order. `nameFrom`: where the project's name comes from. */
export function assumptions(
  workspace: Workspace,
  options: ReachOptions,
  nameFrom: ProjectName['from'],
): readonly Assumption[] {
  const { topology, files, missing } = workspace;
  const unset = topology.unsetVariables;
  const other = notModelled(topology);
  const project = options.project === null ? nameWords.unknown : `${options.project}, ${nameWords[nameFrom]}`;
  const lacks = missing.some(({ optional }) => !optional);
  return [
    { id: 'file', label: files.length > 1 ? 'Files' : 'File', value: filesText(workspace), notable: lacks },
    { id: 'project', label: 'Project', value: project, notable: false },
    { id: 'engine', label: 'Engine', value: options.engine.text, notable: false },
    {
      id: 'profiles',
      label: 'Profiles',
      value: profileText(topology, options),
      notable: topology.profiles.length > 0 && options.profiles.length === 0,
    },
    {
      id: 'variables',
      label: 'Unset variables',
      value: unset.length === 0 ? 'none' : unset.join(', '),
      notable: unset.length > 0,
    },
    { id: 'families', label: 'Addresses', value: 'IPv4 only', notable: false },
    { id: 'outside', label: 'Outside', value: 'unknown, LAN or internet', notable: false },
    {
      id: 'not-modelled',
      label: 'Not modelled',
      value: other.length === 0 ? 'nothing' : other.join(', '),
      notable: false,
    },
  ];
}
