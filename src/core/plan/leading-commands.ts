// The shortest commands, in their order, after which everything is as the files say: they stand in for plain `up -d`, which alone may
// leave names lost, or end half-way.

import { networkCreateCommand, shellCommand } from '../quote/shell-word.ts';
import { hasBehaviour } from './compose-versions.ts';
import { type DeployedContainer, foreignName } from './deployed.ts';
import { dockerNameIn, type PlanContext, type PlannedNetwork, unique } from './plan-frame.ts';
import { type CommandEffects, type Failure, servicesWith, type UpPlan } from './up-plan.ts';

/** The failures that no sequence of commands solves; the file itself has to change. */
const needsOtherFile: ReadonlySet<Failure['kind']> = new Set(['refused']);

/** The failures caused by a network that only `down` removes. */
const needsDown: ReadonlySet<Failure['kind']> = new Set([
  'moving',
  'joining',
  'wrong-label',
  'hand-made',
  'overlap',
  'name-taken',
]);

/** The effects of commands that do no more than plain `up`. */
export const noFurtherEffects: CommandEffects = {
  recreated: [],
  removed: [],
  interrupted: [],
  ended: [],
  disconnected: [],
};

/** Returns the commands for a plan that is otherwise complete; none when nothing has to be done, or no commands lead to the file. */
export function commandsToReach(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  plan: UpPlan,
): Pick<UpPlan, 'commands' | 'commandEffects'> {
  const { failures } = plan;
  const only = (commands: readonly string[]) => ({ commands, commandEffects: noFurtherEffects });
  if (failures.some(({ kind }) => needsOtherFile.has(kind))) return only([]);
  // What another stack made is not ours to remove.
  if (
    failures.some(
      ({ kind, who }) => removesNetworks.has(kind) && who.some((name) => belongsToOtherStack(frame, name)),
    )
  )
    return only([]);
  const before = replacedStack(frame);
  if (before !== null)
    return only([compose(replacedArguments(frame, before), 'down'), compose(frame.side.words, 'up', '-d')]);
  if (!isNeeded(frame, networks, plan)) return only(plan.leftOver.map(removeNetwork));
  const commands: string[] = [];
  for (const { kind, at } of failures) {
    if (kind !== 'external-missing') continue;
    const missing = networks.find(({ key }) => key === at);
    if (missing) commands.push(networkCreateCommand(missing.dockerName));
  }
  const stopped = unique(failures.filter(({ kind }) => kind === 'run-container').flatMap(({ who }) => who));
  if (stopped.length > 0) commands.push(shellCommand(['docker', 'stop'], stopped));
  const guests = networks.flatMap((planned) => blockingContainers(frame, planned));
  const stacks = unique(guests.flatMap(({ container }) => container.stack ?? []));
  const byHand = guests.filter(({ container }) => container.stack === null);
  for (const stack of stacks) commands.push(compose(stackArguments(frame, stack), 'down'));
  for (const { from, container } of byHand)
    commands.push(shellCommand(['docker', 'network', 'disconnect'], [from, container.name]));
  const words = [...frame.side.words, ...profileArguments(frame, failures)];
  const ownCommands = stackCommands(frame, networks, plan, words, stacks);
  commands.push(...ownCommands.lines);
  for (const { to, container } of byHand)
    commands.push(shellCommand(['docker', 'network', 'connect'], [to, container.name]));
  // A stack that names the network as it was called before does not find it again.
  const lost = new Set(guests.filter(({ from, to }) => from !== to).map(({ container }) => container.stack));
  for (const stack of stacks)
    if (!lost.has(stack)) commands.push(compose(stackArguments(frame, stack), 'up', '-d'));
  const left = servicesWith(plan, 'left');
  const recreated = ownCommands.all
    ? left.filter((name) => frame.active.has(name) || blockingInactiveServices(failures).includes(name))
    : plan.dead;
  // What joined a container that is there no more cannot be started again: it has to be recreated after it.
  const joining = joiningContainers(frame).filter(
    ({ container, owner }) =>
      recreated.includes(owner.service) || plan.disconnected.includes(foreignName(container)),
  );
  const after = joining.filter(({ container }) => !stacks.includes(container.stack ?? ''));
  for (const [stack, services] of byStack(after.map(({ container }) => container)))
    commands.push(recreateCommand(stackArguments(frame, stack), services));
  const named = new Set([...plan.foreignContainers.map(({ name }) => name), ...plan.disconnected]);
  const others = frame.running.containers.filter(
    ({ running, stack }) => running && stack !== null && stacks.includes(stack),
  );
  const ended = others.filter(({ stack }) => lost.has(stack));
  const interrupted = [...others, ...after.map(({ container }) => container)].filter(
    ({ stack }) => stack !== null && !lost.has(stack),
  );
  const disconnected = after
    .filter(({ container }) => container.stack === null)
    .map(({ container }) => container);
  const unnamed = (containers: readonly DeployedContainer[]) =>
    unique(containers.map(foreignName)).filter((name) => !named.has(name));
  const rest = unusedNetworks(frame, networks, plan).filter((name) => !ownCommands.removed.includes(name));
  return {
    commands: [...commands, ...rest.map(removeNetwork)],
    commandEffects: {
      recreated,
      removed: left.filter((name) => plan.orphans.includes(name)),
      interrupted: unnamed(interrupted),
      ended: unique(ended.map(foreignName)),
      disconnected: unnamed(disconnected),
    },
  };
}

/** A running container from another stack, or created by hand, that shares the namespace of a container of this stack. */
interface JoiningContainer {
  readonly container: DeployedContainer;
  readonly owner: DeployedContainer;
}

export function joiningContainers({
  running,
  own: containers,
  stack,
}: PlanContext): readonly JoiningContainer[] {
  const byName = new Map(containers.map((container) => [container.name, container]));
  return running.containers.flatMap((container) => {
    const owner =
      container.foreignOwner === null || container.stack === stack
        ? undefined
        : byName.get(container.foreignOwner);
    return owner === undefined || !container.running || container.isDead ? [] : [{ container, owner }];
  });
}

/** Returns the services of each stack among containers; containers created by hand have none. */
function byStack(containers: readonly DeployedContainer[]): ReadonlyMap<string, readonly string[]> {
  const services = new Map<string, readonly string[]>();
  for (const { stack, service } of containers)
    if (stack !== null) services.set(stack, unique([...(services.get(stack) ?? []), service]));
  return services;
}

/** A running container of another stack that prevents the removal of a network. */
interface BlockingContainer {
  readonly container: DeployedContainer;
  /** The Docker names of the network, before and after. */
  readonly from: string;
  readonly to: string;
}

function blockingContainers(
  frame: PlanContext,
  { failures, dockerName, movedFrom, blockingNetworks }: PlannedNetwork,
): readonly BlockingContainer[] {
  const blocked = failures.some(({ kind }) => kind === 'guest')
    ? [movedFrom ?? dockerName]
    : blockingNetworks;
  return blocked.flatMap((from) =>
    frame.running.containers
      .filter(
        (container) =>
          container.running && container.stack !== frame.stack && container.networks.includes(from),
      )
      .map((container) => ({ container, from, to: dockerName })),
  );
}

/**
 * Returns the commands for the stack itself once the `down` stacks are stopped; `all` is true when every running container of it is
 * recreated.
 */
function stackCommands(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  plan: UpPlan,
  words: readonly string[],
  down: readonly string[],
): { readonly lines: readonly string[]; readonly all: boolean; readonly removed: readonly string[] } {
  const orphans = plan.orphans.length > 0 ? ['--remove-orphans'] : [];
  const slow = plan.failures.some(({ kind, who }) => kind === 'orphan' && !allStopAtOnce(frame, who));
  // Its maker has removed what another stack made, where that one was taken down for it.
  const removed = unique(networks.flatMap(({ blockingNetworks }) => blockingNetworks)).filter(
    (name) => !isRemovedByDown(frame, name) && !down.includes(frame.running.networks.get(name)?.stack ?? ''),
  );
  if (slow || plan.unchanged.length > 0 || plan.failures.some(({ kind }) => needsDown.has(kind))) {
    return {
      lines: [compose(words, 'down', ...orphans), ...removed.map(removeNetwork), compose(words, 'up', '-d')],
      all: true,
      removed,
    };
  }
  // What is restarted by a network has lost its names there, or will have, where `up` ends before it; recreated it has them again.
  const loses =
    plan.lost.size > 0 ||
    (hasBehaviour(frame.compose, 'connectsWithoutSettings') &&
      plan.failures.some(({ kind }) => kind !== 'external-missing')) ||
    frame.own.some((container) => differsFromFile(frame, networks, plan, container));
  if (loses)
    return { lines: [compose(words, 'up', '-d', '--force-recreate', ...orphans)], all: true, removed: [] };
  const dead = plan.dead.length > 0 ? [recreateCommand(words, plan.dead)] : [];
  const rest = changesContainers(plan) || orphans.length > 0 ? [compose(words, 'up', '-d', ...orphans)] : [];
  return { lines: [...rest, ...dead], all: false, removed: [] };
}

/** The failures that disappear when a network is removed. */
const removesNetworks: ReadonlySet<Failure['kind']> = new Set(['wrong-label', 'overlap']);

function belongsToOtherStack({ running, stack }: PlanContext, name: string): boolean {
  const owner = running.networks.get(name)?.stack ?? null;
  return owner !== null && owner !== stack;
}

/** True when `down` with the files removes a network; Compose finds its own networks by key and name. */
function isRemovedByDown(frame: PlanContext, name: string): boolean {
  const there = frame.running.networks.get(name);
  if (there?.stack !== frame.stack || there.key === null) return false;
  const network = frame.side.workspace.topology.networks.get(there.key);
  return network !== undefined && network.external !== true && dockerNameIn(frame, network) === name;
}

/** True when a container that `up` leaves differs from the file. */
function differsFromFile(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  plan: UpPlan,
  container: DeployedContainer,
): boolean {
  if (plan.services.get(container.service)?.has('recreated') === true) return false;
  return container.hasDrifted || lacksFileNetwork(frame, networks, container);
}

/** True when a container that is left lacks a network of the file, since Compose checks only networks that it created before. */
function lacksFileNetwork(
  { active }: PlanContext,
  networks: readonly PlannedNetwork[],
  container: DeployedContainer,
): boolean {
  const attachments = active.get(container.service)?.attachments ?? [];
  return attachments.some(({ network }) => {
    const planned = networks.find(({ key }) => key === network);
    return (
      planned !== undefined && planned.movedFrom === null && !container.networks.includes(planned.dockerName)
    );
  });
}

/** Returns the project that this one replaces under another name; null when there is none. */
export function replacedStack({ running, stack }: PlanContext): string | null {
  return running.renamedFrom === undefined || running.renamedFrom === stack ? null : running.renamedFrom;
}

/** Returns the arguments that select the replaced project for Compose. */
function replacedArguments({ running, side }: PlanContext, replaced: string): readonly string[] {
  const words = running.words.get(replaced) ?? side.words;
  // The same files say another name by then.
  const same = words.join('\n') === side.words.join('\n');
  return same ? [...words, '-p', replaced] : words;
}

function isNeeded(frame: PlanContext, networks: readonly PlannedNetwork[], plan: UpPlan): boolean {
  return (
    changesContainers(plan) ||
    plan.failures.length > 0 ||
    plan.dead.length > 0 ||
    plan.orphans.length > 0 ||
    plan.unchanged.length > 0 ||
    frame.own.some((container) => differsFromFile(frame, networks, plan, container)) ||
    [...plan.networks.values()].some((fate) => fate !== 'left')
  );
}

function changesContainers(plan: UpPlan): boolean {
  return [...plan.services.values()].some((fates) => [...fates.keys()].some((fate) => fate !== 'left'));
}

/** Returns the project's networks that no container uses once the commands have run. */
function unusedNetworks(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  plan: UpPlan,
): readonly string[] {
  const wanted = new Set(
    networks.flatMap(({ dockerName, movedFrom }) => [dockerName, ...(movedFrom === null ? [] : [movedFrom])]),
  );
  return [...frame.running.networks.values()]
    .filter(({ stack, dockerName }) => {
      if (stack !== frame.stack || wanted.has(dockerName)) return false;
      if (plan.leftOver.includes(dockerName)) return true;
      return !frame.running.containers.some((container) => {
        const goes =
          container.stack === frame.stack &&
          !container.isOneOff &&
          (plan.orphans.includes(container.service) || frame.active.has(container.service));
        return container.networks.includes(dockerName) && !goes;
      });
    })
    .map(({ dockerName }) => dockerName);
}

/** Returns `--profile NAME` for blocking services behind an inactive profile, so that Compose stops and starts them with the others. */
function profileArguments({ side }: PlanContext, failures: readonly Failure[]): readonly string[] {
  const names = blockingInactiveServices(failures);
  const profiles = unique(
    names.flatMap((name) => side.workspace.topology.services.get(name)?.profiles[0] ?? []),
  );
  return profiles.flatMap((name) => ['--profile', name]);
}

/** Returns the blocking services that run behind an inactive profile. */
function blockingInactiveServices(failures: readonly Failure[]): readonly string[] {
  return failures.filter(({ kind }) => kind === 'profile').flatMap(({ who }) => who);
}

function allStopAtOnce({ own: containers }: PlanContext, services: readonly string[]): boolean {
  return containers.every(({ service, stopsAtOnce }) => stopsAtOnce || !services.includes(service));
}

function stackArguments({ running }: PlanContext, stack: string): readonly string[] {
  return running.words.get(stack) ?? ['-p', stack];
}

function compose(words: readonly string[], ...rest: readonly string[]): string {
  return shellCommand(['docker', 'compose', ...words, ...rest]);
}

function recreateCommand(words: readonly string[], services: readonly string[]): string {
  return shellCommand(['docker', 'compose', ...words, 'up', '-d', '--force-recreate'], services);
}

function removeNetwork(name: string): string {
  return shellCommand(['docker', 'network', 'rm'], [name]);
}
