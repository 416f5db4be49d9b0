// What plain `docker compose up -d` does, from what runs and the files: the rule behind it, line by line of `compose-versions.ts`.
// Services and networks carry a hash of their settings. A container is made anew when its hash or that of its owner changed, or when it
// runs and lacks a network of the file. A network is made anew when its hash changed: its containers are stopped, taken off, connected
// again without any setting of the file, and started.

import { nameList } from '../compose/name-list.ts';
import { isActive } from '../reach/namespaces/active-services.ts';
import { newestMeasuredCompose } from './compose-versions.ts';
import { deadServices, disconnectedContainers, outcomesOf, untouchedOutcomes } from './container-outcomes.ts';
import { type Deployed, foreignName, type ProjectSide, stackName } from './deployed.ts';
import { commandsToReach, noFurtherEffects, replacedStack } from './leading-commands.ts';
import { lostSettings } from './lost-settings.ts';
import { leftOverNetworks, networkOutcomes, untouchedNetworks } from './network-outcomes.ts';
import { type PlanContext, type PlannedNetwork, type PlanOptions, unique } from './plan-frame.ts';
import { commandSentences, disconnectedSentence } from './plan-sentences.ts';
import { plannedNetworks } from './planned-networks.ts';
import { recreatedServices } from './recreated-services.ts';
import type { Failure, ForeignContainer, UpPlan } from './up-plan.ts';

/** Returns the plan of `up` for the files of `side`. */
export function planUp(side: ProjectSide, running: Deployed, options: PlanOptions): UpPlan {
  const frame = frameOf(side, running, options);
  const networks = plannedNetworks(frame);
  const untouched = networks.some((network) => network.failures.some(({ kind }) => touchesNothing.has(kind)));
  const recreated = untouched ? new Set<string>() : recreatedServices(frame, networks);
  const failures = [
    ...networks.flatMap((network) => network.failures),
    ...(untouched ? [] : serviceFailures(frame, recreated)),
  ];
  const services = untouched ? untouchedOutcomes(frame) : outcomesOf(frame, networks, recreated, failures);
  const lost = lostSettings(frame, networks, services);
  const dead = deadServices(frame, services);
  const guests = foreignContainersOf(frame, networks);
  const orphans = unique(
    frame.own
      .filter(({ service }) => !side.workspace.topology.services.has(service))
      .map(({ service }) => service),
  );
  const certain = failures.some((failure) => failure.certain);
  const draft: UpPlan = {
    compose: frame.compose,
    exit: certain ? 1 : failures.length > 0 ? 'unknown' : 0,
    services,
    networks: untouched ? untouchedNetworks(frame, networks) : networkOutcomes(frame, networks),
    lost,
    dead,
    foreignContainers: guests,
    disconnected: disconnectedContainers(frame, services),
    leftOver: untouched ? [] : leftOverNetworks(frame, networks, services),
    orphans,
    inactive: unique(
      frame.own.flatMap(({ service, running: runs }) => {
        const isAsleep = side.workspace.topology.services.has(service) && !frame.active.has(service);
        return runs && isAsleep ? [service] : [];
      }),
    ),
    unchanged: networks.filter(({ isUnchanged: unchanged }) => unchanged).map(({ key }) => key),
    failures,
    replacedProject: replacedStack(frame),
    commands: [],
    commandEffects: noFurtherEffects,
    because: [],
  };
  const plan: UpPlan = { ...draft, ...commandsToReach(frame, networks, draft) };
  return { ...plan, because: reasons(frame, plan, networks) };
}

/** The failures at which `up` ends before it changes anything. */
const touchesNothing: ReadonlySet<Failure['kind']> = new Set([
  'external-missing',
  'wrong-label',
  'hand-made',
  'overlap',
  'name-taken',
]);

function frameOf(side: ProjectSide, running: Deployed, options: PlanOptions): PlanContext {
  const stack = stackName(side);
  const active = new Map(
    [...side.workspace.topology.services].filter(
      ([, service]) => !service.isProvider && isActive(service, options.profiles),
    ),
  );
  return {
    side,
    stack,
    running,
    compose: options.compose ?? newestMeasuredCompose,
    options,
    active,
    own: running.containers.filter((container) => container.stack === stack && !container.isOneOff),
  };
}

function serviceFailures(
  { active, own, options }: PlanContext,
  recreated: ReadonlySet<string>,
): readonly Failure[] {
  const failures: Failure[] = [];
  const there = new Set(own.map(({ service }) => service));
  for (const [name] of active) {
    const why = options.refusals.get(`service:${name}`);
    if (why === undefined || (there.has(name) && !recreated.has(name))) continue;
    failures.push({
      kind: 'refused',
      at: name,
      who: [name],
      certain: true,
      text: `The Engine refuses ${name}. ${why}`,
    });
  }
  return failures;
}

function foreignContainersOf(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
): readonly ForeignContainer[] {
  const guests = new Map<string, ForeignContainer>();
  const { running, stack } = frame;
  const isOurs = (name: string): boolean => [stack, null].includes(running.networks.get(name)?.stack ?? null);
  const add = (key: string, names: readonly string[]): void => {
    for (const container of running.containers) {
      if (container.stack === stack || !container.networks.some((name) => names.includes(name))) continue;
      guests.set(`${key} ${foreignName(container)}`, { network: key, name: foreignName(container) });
    }
  };
  for (const { key, outcome, movedFrom, remainingOldName, blockingNetworks, dockerName: name } of networks) {
    add(key, [
      ...(outcome === 'left' || outcome === 'made' ? [] : [name]),
      ...[movedFrom, remainingOldName].flatMap((other) => other ?? []),
      ...blockingNetworks.filter(isOurs),
    ]);
  }
  // Those of a network that the files have no longer are left by themselves.
  const kept = networks.flatMap(({ dockerName: name, movedFrom, remainingOldName }) => [
    name,
    movedFrom,
    remainingOldName,
  ]);
  for (const { dockerName: name, key, stack: maker } of running.networks.values())
    if (maker === stack && !kept.includes(name)) add(key ?? name, [name]);
  return [...guests.values()];
}

function reasons(frame: PlanContext, plan: UpPlan, networks: readonly PlannedNetwork[]): readonly string[] {
  const reasons = plan.failures.map(({ text }) => text);
  for (const { key, outcome, isUnchanged, dockerName: name } of networks) {
    if (outcome === 'made-anew')
      reasons.push(`The settings of ${key} in the file differ from those that ${name} was created with.`);
    if (isUnchanged)
      reasons.push(
        `The settings of ${key} changed in the file, and \`up\` of Compose ${plan.compose.text} leaves ${name} unchanged.`,
      );
  }
  const unread = unique(
    frame.own
      .filter(
        ({ service, from, settings }) =>
          from === undefined && frame.active.has(service) && settings(frame.compose) === null,
      )
      .map(({ service }) => service),
  );
  if (plan.disconnected.length > 0) reasons.push(disconnectedSentence(plan.disconnected));
  reasons.push(...commandSentences(plan));
  if (unread.length > 0)
    reasons.push(
      `${nameList(unread)}: Compose hashes a service that joins another container together with that container's id, so its label does not show whether the file changed it.`,
    );
  return reasons;
}
