// The options that something is opened with. What is opened stands on the machine that it comes with; records that came while nothing was
// open are for what is opened next.

import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { ProjectInput } from '../import/project-input.ts';
import { machineOptions, openingOptions } from '../session/file-options.ts';
import { machineRecord } from '../session/machine-options.ts';
import { hostSwitches, type OpenedHost } from './opened-stacks.ts';
import type { WorkState } from './work-state.ts';

/** Returns the options that a project would be opened with now. */
export function projectOptions(state: WorkState, project: ProjectInput): ReachOptions {
  const machine = machineFor(state, project.machine);
  return { ...openingOptions(state.options, { ...project, machine }), ...seenFor(state) };
}

/** Returns the options that a host would be opened with now. */
export function optionsOfHost(state: WorkState, { name, machine }: OpenedHost): ReachOptions {
  const record = machineFor(state, machine);
  return { ...machineOptions(state.options, record, hostSwitches(name)), ...seenFor(state) };
}

function machineFor({ stacks, options }: WorkState, own: MachineRecord | null = null): MachineRecord | null {
  return stacks.length > 0 ? own : (own ?? machineRecord(options));
}

function seenFor({ stacks, options: { observed } }: WorkState): Pick<ReachOptions, 'observed'> {
  return stacks.length === 0 && observed ? { observed } : {};
}
