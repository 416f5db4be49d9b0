// What the picture rests on and the file does not say; always in sight, so that nobody takes a prediction for more.

import type { ReachOptions } from '../core/analysis/reach-model.ts';
import type { Topology } from '../core/compose/topology.ts';

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

/** Every assumption, in a fixed order. */
export function assumptions(file: string, topology: Topology, options: ReachOptions): readonly Assumption[] {
  const unset = topology.unsetVariables;
  const other = topology.otherKeys;
  const project =
    topology.name !== null
      ? `${topology.name}, from name:`
      : options.project !== null
        ? options.project
        : 'unknown (the folder is not seen)';
  return [
    { id: 'file', label: 'File', value: file, notable: false },
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
