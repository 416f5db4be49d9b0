// What becomes of a fleet when its files are deployed: beside another version of them, or beside what runs on its machines.

import type { FleetPlan, MachinePlan } from '../../core/export/plan/fleet-plan.ts';
import { fleetChanges } from '../../core/fleet/diff/fleet-changes.ts';
import { type FleetFacts, fleetFacts } from '../../core/fleet/fleet-facts.ts';
import {
  type FleetMove,
  followInFleetFile,
  movedPlaces,
  staysBehind,
} from '../../core/fleet/move/fleet-move.ts';
import { type FollowingLine, followInText } from '../../core/fleet/move/follow-in-text.ts';
import type { ComposeVersion } from '../../core/plan/compose-versions.ts';
import { planStacks, type RunningStacks, type StackSide } from '../../core/plan/plan-stacks.ts';
import { engineRefusals } from '../../core/plan/refusals.ts';
import type { FleetAnalysis } from '../../core/rules/analyze-fleet.ts';
import { filesWithPlaces } from '../input/files-with-places.ts';
import type { Io } from '../io.ts';
import { readExisting } from '../saving/save-texts.ts';

/** What runs on a machine; a text where it is unknown, with the reason. */
export type RunningOn = (machine: string, stacks: readonly StackSide[]) => RunningStacks | string;

/** Two versions of a fleet, and what runs on its machines before the second is deployed. */
export interface FleetVersions {
  readonly before: FleetAnalysis;
  readonly after: FleetAnalysis;
  /** Null where the files of the first version run. */
  readonly running: RunningOn | null;
  readonly compose: ComposeVersion | null;
  /** Returns what Compose hashes of the services of a stack; null where the text of its files counts. */
  readonly hashes: ((words: readonly string[]) => Promise<StackSide['settingsOf']>) | null;
}

/** Returns what becomes of a fleet. */
export async function planFleet(io: Io, versions: FleetVersions): Promise<FleetPlan> {
  const { before, after, compose, running, hashes } = versions;
  const [older, newer] = [before.facts.fleet, after.facts.fleet];
  const machines = new Map<string, MachinePlan>();
  for (const [name, { stated }] of new Map([...older.machines, ...newer.machines])) {
    const old = sidesOf(before, name);
    const stacks = await Promise.all(
      sidesOf(after, name).map(async (stack) => {
        const settingsOf = await hashes?.(stack.side.words);
        return settingsOf ? { ...stack, settingsOf } : stack;
      }),
    );
    const { context } = stated;
    const runs = running ? running(name, stacks) : old;
    if (typeof runs === 'string') machines.set(name, { context, unknown: runs, stacks: [] });
    else if (old.length + stacks.length > 0)
      machines.set(name, {
        context,
        unknown: null,
        stacks: planStacks({ context, running: runs, stacks, compose }),
      });
  }
  const moves = movesIn(machines);
  const mixed = fleetFacts({ file: newer.file, machines: older.machines });
  return {
    machines,
    moves,
    follow: moves.flatMap((move) => following(io, mixed, after.facts, move)),
    behind: moves.flatMap((move) => staysBehind(before.facts, move)),
    changes: fleetChanges(before.facts.reach, after.facts.reach),
  };
}

/** Returns the files of a machine's stacks as Compose gets them. */
function sidesOf({ analyses }: FleetAnalysis, machine: string): readonly StackSide[] {
  const analysis = analyses.get(machine);
  return (analysis?.host.stacks ?? []).map(({ id, workspace, profiles, project }) => {
    const own = analysis?.analyses.get(id);
    const words = [
      ...workspace.input.order.flatMap((file) => ['-f', file]),
      ...profiles.flatMap((name) => ['--profile', name]),
    ];
    return {
      id,
      side: { workspace, project: project.name, words },
      profiles,
      refusals: engineRefusals(workspace.problems, own?.findings ?? []),
    };
  });
}

/** Returns the stacks that went from one machine and came to another one. */
function movesIn(machines: ReadonlyMap<string, MachinePlan>): readonly FleetMove[] {
  const of = (change: 'goes' | 'comes'): readonly (readonly [string, string])[] =>
    [...machines].flatMap(([machine, { stacks }]) =>
      stacks.filter((stack) => stack.change === change).map(({ stack }) => [stack, machine] as const),
    );
  const came = of('comes');
  return of('goes').flatMap(([stack, from]) => {
    const [only, ...more] = came.filter(([name]) => name === stack);
    return only && more.length === 0 ? [{ stack, from, to: only[1] }] : [];
  });
}

/** Returns the lines that still name the old place of a stack; `mixed` has the new file of the fleet and the old stacks. */
function following(io: Io, mixed: FleetFacts, after: FleetFacts, move: FleetMove): readonly FollowingLine[] {
  const places = movedPlaces(mixed, move);
  return [
    ...followInFleetFile(mixed, move).lines,
    ...[...filesWithPlaces(io, after)].flatMap(
      (path) => followInText(path, readExisting(io, path) ?? '', places).lines,
    ),
  ];
}
