// `plan --fleet` for a terminal and as JSON: what happens on each machine, what opens and closes over the fleet, and which lines follow.

import { nameList } from '../../compose/name-list.ts';
import { plural } from '../../compose/numbers.ts';
import type { FleetPlanReport } from '../../contracts/deployment.ts';
import type { FleetChanges } from '../../fleet/diff/fleet-changes.ts';
import type { FleetMove } from '../../fleet/move/fleet-move.ts';
import type { FollowingLine } from '../../fleet/move/follow-in-text.ts';
import { planData } from '../../plan/plan-data.ts';
import type { StackPlan } from '../../plan/plan-stacks.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import { planLines } from './plan-text.ts';

/** What happens on one machine. */
export interface MachinePlan {
  readonly context: string | null;
  /** The reason why it is unknown what runs there; null where it is known. */
  readonly unknown: string | null;
  readonly stacks: readonly StackPlan[];
}

/** What becomes of a fleet when its files are deployed. */
export interface FleetPlan {
  readonly machines: ReadonlyMap<string, MachinePlan>;
  /** The stacks that went from one machine to another. */
  readonly moves: readonly FleetMove[];
  /** The lines that still name the old place of such a stack. */
  readonly follow: readonly FollowingLine[];
  /** What does not go along with its folder, each as a sentence. */
  readonly behind: readonly string[];
  readonly changes: FleetChanges;
}

/** Yields the plan in lines, each with its line feed; `changes` are the lines of what opens and closes. */
export function* fleetPlanLines(plan: FleetPlan, changes: Iterable<string>): Generator<string> {
  for (const [name, machine] of plan.machines) yield* machineLines(name, machine);
  for (const { stack, from, to } of plan.moves)
    yield `${visibleStart(stack)} goes from ${visible(from)} to ${visible(to)}.\n`;
  if (plan.follow.length > 0) yield 'Lines that name its old place\n';
  for (const { file, line, before, after, why } of plan.follow)
    yield `  ${visible(file)}:${line}: ${visible(before)}${after === null ? `: ${visible(why)}` : ` becomes ${visible(after)}`}\n`;
  if (plan.behind.length > 0) yield 'For you to do\n';
  for (const text of plan.behind) yield `  ${visible(text)}\n`;
  yield* changes;
}

function* machineLines(name: string, { context, unknown, stacks }: MachinePlan): Generator<string> {
  const isQuiet = ({ change, commands, plan }: StackPlan): boolean =>
    change === 'stays' && commands.length === 0 && plan?.failures.length === 0;
  const quiet = stacks.filter(isQuiet);
  if (unknown === null && quiet.length === stacks.length && stacks.length === 0) return;
  yield `${visibleStart(name)}${context === null ? '' : ` (context ${visible(context)})`}\n`;
  if (unknown !== null) yield `  ${visible(unknown)}\n`;
  for (const stack of stacks) {
    if (isQuiet(stack)) continue;
    yield `  ${visible(stack.stack)} ${stack.change}\n`;
    const lines = stack.plan
      ? planLines({ ...stack.plan, commands: stack.commands })
      : stack.commands.map((command) => `$ ${visible(command)}\n`);
    for (const line of lines) yield `    ${line}`;
  }
  if (quiet.length > 0)
    yield `  as it is: ${quiet.length > 5 ? plural(quiet.length, 'stack') : visible(nameList(quiet.map(({ stack }) => stack)))}\n`;
}

/** Returns the plan as JSON, with its line feed. */
export function fleetPlanJson({ machines, moves, follow, behind, changes }: FleetPlan): string {
  const value: FleetPlanReport = {
    version: 1,
    fleet: true,
    machines: Object.fromEntries(
      [...machines].map(([name, { context, unknown, stacks }]) => [
        name,
        { context, unknown, stacks: stacks.map(stackData) },
      ]),
    ),
    moves,
    follow: follow.map(({ why, ...line }) => ({ ...line, why: why === '' ? null : why })),
    behind,
    connections: {
      opened: changes.opened.map(({ from, to, at = [] }) => ({ from, to, at })),
      closed: changes.closed.map(({ from, to, at = [] }) => ({ from, to, at })),
    },
    waysIn: {
      opened: changes.waysOpened.map(({ service, port, from = '' }) => ({ service, port, from })),
      closed: changes.waysClosed.map(({ service, port, from = '' }) => ({ service, port, from })),
    },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function stackData({
  stack,
  change,
  plan,
  commands,
}: StackPlan): FleetPlanReport['machines'][string]['stacks'][number] {
  if (plan === null) return { stack, change, plan: null, do: commands };
  const { version: _, do: _plain, ...rest } = planData(plan);
  return { stack, change, plan: rest, do: commands };
}
