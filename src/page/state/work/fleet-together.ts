// The machines of a fleet worked out together.

import type { Steps } from '../../../core/compose/steps.ts';
import type { Fleet, FleetMachine } from '../../../core/fleet/fleet.ts';
import { isOpaque } from '../../../core/fleet/stated-fleet.ts';
import { machineOf } from '../../../core/machine/machine-model.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { machineNow } from './fleet.ts';
import type { MachinePart } from './opened-fleet.ts';
import { hostOptions } from './opened-stacks.ts';
import { joined } from './together.ts';
import type { FleetWork } from './work-state.ts';

/** Returns what the analysis of the fleet is made of, to be compared one by one; null while a machine is still being worked out. */
export function fleetInputs(state: FleetWork): readonly unknown[] | null {
  const { fleet, book, beside, host } = state;
  if (host?.analyzing === true) return null;
  const parts = [...fleet.machines.keys()].flatMap((name): readonly unknown[] => {
    const part = machineNow(state, name);
    if (part === undefined) return [];
    const known = knownAnalysis(state, part);
    return known === null ? [part.stacks, part.options] : [known, null];
  });
  return [fleet.file, book, beside, ...parts];
}

/** True when the last analysis was made of exactly what is open. */
export function isFleetCurrent(state: FleetWork): boolean {
  const { analysis, file, machines } = state.fleet;
  if (analysis === null || analysis.book !== state.book || analysis.facts.fleet.file !== file) return false;
  return [...machines.keys()].every((name) => {
    const part = machineNow(state, name);
    const made = analysis.analyses.get(name);
    return part === undefined || (made !== undefined && knownAnalysis(state, part) === made);
  });
}

/** Returns the analysis of a machine, if it was made by the rules and with the reader of the state. */
function knownAnalysis({ book, beside }: FleetWork, { host }: MachinePart): HostAnalysis | null {
  const { analysis } = host;
  const isCurrent = analysis?.book === book && (analysis.host.beside ?? null) === beside;
  return isCurrent ? analysis : null;
}

/** Works out in short steps who reaches whom, and the picture of that. */
export function* fleetSteps(state: FleetWork): Steps<FleetAnalysis> {
  const { engine, file } = state.fleet;
  const known = new Map<string, HostAnalysis>();
  const machines = new Map<string, FleetMachine>();
  for (const [name, stated] of file.machines) {
    const part = machineNow(state, name);
    const own = part && knownAnalysis(state, part);
    if (own) known.set(name, own);
    const facts = own ?? (part === undefined ? null : hostOf(state, part));
    const machine = part === undefined ? null : machineOf(part.options);
    const complete = part === undefined ? isOpaque(stated) : isComplete(part);
    // Of a machine that came into the file after its folder was read, nothing is known but that it has stacks.
    const unread = part === undefined && !isOpaque(stated);
    machines.set(name, { stated, machine, complete, facts: unread ? emptyHost(state) : facts });
  }
  const fleet: Fleet = { file, machines };
  const analysis = engine.fleetAnalysis(fleet, state.book, known);
  yield* engine.fleetReachSteps(analysis);
  yield;
  void engine.fleetPicture(analysis.facts);
  return analysis;
}

function isComplete({ complete, stacks }: MachinePart): boolean {
  return complete && stacks.every(({ message }) => message === null);
}

function hostOf(state: FleetWork, { host, stacks, options }: MachinePart): FleetMachine['facts'] {
  const { opened } = joined({ ...state, host, stacks });
  return state.fleet.engine.hostFacts(opened, { options: hostOptions(options), live: host.live !== null });
}

function emptyHost({ fleet }: FleetWork): FleetMachine['facts'] {
  const { engine, options } = fleet;
  return engine.hostFacts(engine.hostEngine.openHost([]), { options: hostOptions(options) });
}

/** Returns the state with an analysis of the fleet, which each machine takes its part of. */
export function withFleetAnalysis(state: FleetWork, analysis: FleetAnalysis): FleetWork {
  const { fleet } = state;
  const machines = new Map(
    [...fleet.machines].map(([name, part]) => [
      name,
      { ...part, host: { ...part.host, analysis: analysis.analyses.get(name) ?? part.host.analysis } },
    ]),
  );
  return { ...state, fleet: { ...fleet, machines, analysis, analyzing: false, checked: false } };
}
