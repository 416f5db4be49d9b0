// What `up` does with all stacks of one machine, each beside the others that run there: stacks that came, that went, and that changed.

import { shellCommand, shellWord } from '../quote/shell-word.ts';
import type { ComposeVersion } from './compose-versions.ts';
import { type Deployed, deployedFiles, type ProjectSide, stackName, withOtherStacks } from './deployed.ts';
import { planUp } from './plan-up.ts';
import type { Refusals } from './refusals.ts';
import type { UpPlan } from './up-plan.ts';

/** The files of one stack, as they were or will be deployed. */
export interface StackSide {
  readonly id: string;
  readonly side: ProjectSide;
  readonly profiles: readonly string[];
  readonly refusals: Refusals;
  /** Returns what Compose hashes of a service; absent, the text of the files counts. */
  readonly settingsOf?: (service: string) => string | null;
}

/** What happens to one stack of a machine. */
export interface StackPlan {
  readonly stack: string;
  readonly change: 'comes' | 'stays' | 'goes';
  /** Null for a stack that goes. */
  readonly plan: UpPlan | null;
  /** The commands in their order, through the machine's context where it has one. */
  readonly commands: readonly string[];
}

/** What runs on a machine: the stacks of other files, or what its Engine says. */
export type RunningStacks = readonly StackSide[] | ((side: ProjectSide) => Deployed);

/** The machine that the stacks of a plan run on. */
export interface PlannedMachine {
  /** The context of the docker command that leads there; null without one. */
  readonly context: string | null;
  readonly running: RunningStacks;
  readonly stacks: readonly StackSide[];
  /** The release of Compose; null for the newest measured one. */
  readonly compose: ComposeVersion | null;
}

/** Returns what happens to the stacks of a machine: what goes is taken down first, then the others come up one after the other. */
export function planStacks({ context, running, stacks, compose }: PlannedMachine): readonly StackPlan[] {
  const through = (commands: readonly string[]): readonly string[] =>
    commands.map((command) => onContext(command, context));
  const release = compose === null ? {} : { compose };
  if (typeof running === 'function')
    return stacks.map(({ id, side, profiles, refusals, settingsOf }): StackPlan => {
      const deployed = running(side);
      const isThere = deployed.containers.some(({ stack }) => stack === stackName(side));
      const options = { profiles, refusals, complete: true, ...(settingsOf && { settingsOf }), ...release };
      const plan = planUp(side, deployed, options);
      return { stack: id, change: isThere ? 'stays' : 'comes', plan, commands: through(plan.commands) };
    });
  const now = new Map(running.map((stack) => [stack.id, deployedFiles(stack.side, null)]));
  const gone = running.filter(({ id }) => !stacks.some((stack) => stack.id === id));
  for (const { id } of gone) now.delete(id);
  const going = gone.map(({ id, side }): StackPlan => {
    const down = shellCommand(['docker', 'compose', '-p', stackName(side), 'down']);
    return { stack: id, change: 'goes', plan: null, commands: through([down]) };
  });
  const coming = inOrder(stacks).map(({ id, side, profiles, refusals }): StackPlan => {
    const [main = nothing, ...others] = [
      now.get(id) ?? nothing,
      ...[...now].flatMap(([other, deployed]) => (other === id ? [] : [deployed])),
    ];
    const change = now.has(id) ? 'stays' : 'comes';
    const plan = planUp(side, withOtherStacks(main, ...others), {
      profiles,
      refusals,
      complete: true,
      ...release,
    });
    now.set(id, deployedFiles(side, profiles));
    return { stack: id, change, plan, commands: through(plan.commands) };
  });
  return [...going, ...coming];
}

const nothing: Deployed = { containers: [], networks: new Map(), words: new Map() };

/** Returns the stacks with those first that need no network of another one. */
function inOrder(stacks: readonly StackSide[]): readonly StackSide[] {
  const needs = ({ side }: StackSide): boolean =>
    [...side.workspace.topology.networks.values()].some(({ external }) => external === true);
  return [...stacks.filter((stack) => !needs(stack)), ...stacks.filter(needs)];
}

/** Returns a docker command that asks the Engine of a context. */
function onContext(command: string, context: string | null): string {
  return context === null
    ? command
    : command.replace(/^docker /, () => `docker --context ${shellWord(context)} `);
}
