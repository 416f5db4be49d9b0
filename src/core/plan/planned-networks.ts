// What `up` does with each network of the file, and what keeps it from doing it.

import { rangeOf, rangesOverlap } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Network } from '../compose/topology.ts';
import { environmentOf } from '../compose/workspace/seen-from.ts';
import { hasBehaviour } from './compose-versions.ts';
import { type DeployedContainer, foreignName, statedSubnets } from './deployed.ts';
import { dockerNameIn, type PlanContext, type PlannedNetwork, unique } from './plan-frame.ts';
import { networkSettings, serviceSettings } from './settings.ts';
import type { Failure, NetworkOutcome } from './up-plan.ts';

export function plannedNetworks(frame: PlanContext): readonly PlannedNetwork[] {
  const used = new Set<string>();
  for (const service of frame.active.values()) {
    for (const { network } of service.attachments) used.add(network);
  }
  return [...frame.side.workspace.topology.networks.values()]
    .filter(({ name }) => used.has(name))
    .map((network) => plannedNetwork(frame, network));
}

function plannedNetwork(frame: PlanContext, network: Network): PlannedNetwork {
  const { running, stack, compose, options, side } = frame;
  const name = dockerNameIn(frame, network);
  const there = running.networks.get(name);
  const plan = (fate: NetworkOutcome, rest: Partial<PlannedNetwork> = {}): PlannedNetwork => ({
    key: network.name,
    network,
    dockerName: name,
    outcome: fate,
    movedFrom: null,
    remainingOldName: null,
    blockingNetworks: [],
    isUnchanged: false,
    stoppedContainers: [],
    failures: [],
    ...rest,
  });
  const fail = (kind: Failure['kind'], text: string, inTheWay: readonly string[] = []): PlannedNetwork =>
    plan('left', {
      failures: [{ kind, at: network.name, who: inTheWay, certain: true, text }],
      blockingNetworks: inTheWay,
    });
  if (network.external === true) {
    if (there !== undefined || !options.complete) return plan('left');
    return fail(
      'external-missing',
      `${network.name} is external, and there is no network ${name}: \`up\` ends at once and changes nothing.`,
    );
  }
  const refused = options.refusals.get(`network:${network.name}`);
  const old = [...running.networks.values()].find(
    (one) => one.stack === stack && one.key === network.name && one.dockerName !== name,
  );
  if (there === undefined) {
    if (refused !== undefined) return refusedNetwork(frame, plan('left'), refused);
    const taken = overlappingNetworks(frame, network, name);
    if (taken.length > 0) return fail('overlap', overlapText(network, name, taken), taken);
    if (old === undefined) return plan('made');
    if (!hasBehaviour(compose, 'movesRenamed')) return plan('made', { remainingOldName: old.dockerName });
    return recreatedNetwork(frame, plan('made', { movedFrom: old.dockerName }), old.dockerName);
  }
  const settings = networkSettings(network, side.project, side.workspace.input.environment);
  const differs = there.differs(network, settings);
  const tolerant = hasBehaviour(compose, 'toleratesWrongLabel');
  // A tolerant release knows the project's own by its name, whatever key it was made for.
  const labelled = tolerant ? there.stack === stack : there.key === network.name;
  if (labelled) {
    if (!differs) return plan('left');
    // Without a hash Compose does not see that it differs.
    if (!there.isHashed || !hasBehaviour(compose, 'remakesNetworks'))
      return plan('left', { isUnchanged: true, blockingNetworks: [name] });
    if (refused !== undefined) return refusedNetwork(frame, plan('removed'), refused);
    const taken = overlappingNetworks(frame, network, name);
    if (taken.length > 0) return refusedNetwork(frame, plan('removed'), overlapText(network, name, taken));
    return recreatedNetwork(frame, plan('made-anew'), name);
  }
  // While its own is there Compose makes the new one, without a look at who has the name.
  if (tolerant && old !== undefined)
    return fail(
      'name-taken',
      `${network.name} becomes ${name}, which already exists and was not created by this project, while the project's own ${old.dockerName} exists, too: the Engine does not create ${name} a second time, and \`up\` ends with exit 1.`,
      [old.dockerName],
    );
  if (tolerant) return plan('left', { isUnchanged: differs, blockingNetworks: differs ? [name] : [] });
  return there.key === null
    ? fail(
        'hand-made',
        `${name} exists and was not created by Compose, whose release ${compose.text} refuses it.`,
        [name],
      )
    : fail(
        'wrong-label',
        `${name} was created for the key ${there.key}; Compose ${compose.text} refuses it for ${network.name}.`,
        [name],
      );
}

/** Returns the Docker names of existing networks that overlap a subnet of this network. */
function overlappingNetworks({ running }: PlanContext, network: Network, name: string): readonly string[] {
  const asked = statedSubnets(network).flatMap((text) => rangeOf(text) ?? []);
  return [...running.networks.values()]
    .filter(({ dockerName: other, subnets }) => {
      const held = other === name ? [] : subnets.flatMap((text) => rangeOf(text) ?? []);
      return held.some((range) => asked.some((one) => rangesOverlap(range, one)));
    })
    .map(({ dockerName: other }) => other);
}

function overlapText(network: Network, name: string, taken: readonly string[]): string {
  return `${network.name} asks for ${nameList(statedSubnets(network))}, which ${nameList(taken)} uses: the Engine does not create ${name} while that network exists, and \`up\` ends with exit 1 and changes nothing.`;
}

/** Returns the plan of a network that the Engine refuses to create: the old one is removed, and its containers are stopped. */
function refusedNetwork(frame: PlanContext, planned: PlannedNetwork, why: string): PlannedNetwork {
  const { key, outcome } = planned;
  const text =
    outcome === 'removed'
      ? `The Engine refuses the new ${key} after the old one is removed. ${why}`
      : `The Engine refuses ${key}. ${why}`;
  return {
    ...planned,
    stoppedContainers: outcome === 'removed' ? stopsOf(frame, key) : [],
    failures: [{ kind: 'refused', at: key, who: [], certain: true, text }],
  };
}

/** Returns the containers that are stopped for a network: all those of services that the file attaches to it. */
function stopsOf(frame: PlanContext, key: string): readonly DeployedContainer[] {
  return frame.own.filter(
    ({ service }) => frame.active.get(service)?.attachments.some(({ network }) => network === key) ?? false,
  );
}

/** Returns the plan of a network whose containers are disconnected, with the failures from containers that are not stopped. */
function recreatedNetwork(frame: PlanContext, planned: PlannedNetwork, onNetwork: string): PlannedNetwork {
  const { key } = planned;
  const stops = stopsOf(frame, key);
  const others = frame.running.containers.filter(
    (container) => container.running && container.networks.includes(onNetwork) && !stops.includes(container),
  );
  const failures: Failure[] = [];
  const block = (kind: Failure['kind'], who: readonly string[], text: string, certain = true): void => {
    if (who.length > 0) failures.push({ kind, at: key, who: unique(who), certain, text });
  };
  const ends = `so ${onNetwork} cannot be removed: its services are stopped, and \`up\` ends with exit 1`;
  const are = (who: readonly string[]): string => (unique(who).length === 1 ? 'is' : 'are');
  const guests = others.filter(({ stack }) => stack !== frame.stack).map(foreignName);
  block(
    'guest',
    guests,
    `${nameList(unique(guests))} of another stack ${are(guests)} on ${onNetwork}, ${ends}.`,
  );
  const mine = others.filter(({ stack }) => stack === frame.stack);
  const runs = mine.filter(({ isOneOff }) => isOneOff).map(({ name }) => name);
  block(
    'run-container',
    runs,
    `${nameList(runs)} of \`docker compose run\` ${are(runs)} on ${onNetwork}, ${ends}.`,
  );
  const ofFile = mine.filter(({ isOneOff }) => !isOneOff);
  const { services } = frame.side.workspace.topology;
  const asleep = ofFile
    .filter(({ service }) => services.has(service) && !frame.active.has(service))
    .map(({ service }) => service);
  block(
    'profile',
    asleep,
    `${nameList(unique(asleep))} ${are(asleep)} behind a profile that is not active, but on ${onNetwork}, ${ends}.`,
  );
  const orphans = ofFile.filter(({ service }) => !services.has(service)).map(({ service }) => service);
  block(
    'orphan',
    orphans,
    `${nameList(unique(orphans))} ${are(orphans)} no longer in the file, but on ${onNetwork}, ${ends}.`,
  );
  const leaving = ofFile.filter(({ service }) => frame.active.has(service));
  const leave = (who: readonly string[]): string =>
    `${nameList(unique(who))} ${unique(who).length === 1 ? 'leaves' : 'leave'} ${onNetwork} in the same edit`;
  if (hasBehaviour(frame.compose, 'plansNetworks')) {
    // Those are recreated at the same time: whether they are gone soon enough is up to how long they take to stop.
    const slow = leaving.filter(({ stopsAtOnce }) => !stopsAtOnce).map(({ service }) => service);
    block(
      'moving',
      slow,
      `${leave(slow)}: if that takes time, the network cannot be removed, and \`up\` ends with exit 1.`,
      false,
    );
  } else {
    const moving = leaving.map(({ service }) => service);
    block('moving', moving, `${leave(moving)}, ${ends}.`);
  }
  // Compose takes every container of these services off, and the Engine refuses that for one which is not on it.
  const joining = stops.filter(({ networks }) => !networks.includes(onNetwork)).map(({ service }) => service);
  if (hasBehaviour(frame.compose, 'connectsWithoutSettings'))
    block(
      'joining',
      joining,
      `${nameList(unique(joining))} ${unique(joining).length === 1 ? 'is' : 'are'} not on ${onNetwork} yet, and Compose disconnects every service of ${key} before it recreates the network: \`up\` ends with exit 1.`,
    );
  if (failures.every(({ certain }) => !certain) && planned.movedFrom !== null)
    failures.push(...renameFailures(frame, planned, stops));
  return { ...planned, stoppedContainers: stops, failures };
}

/** Returns the failures of containers that cannot start because their own settings still name the removed network. */
function renameFailures(
  frame: PlanContext,
  { key, movedFrom, dockerName: name }: PlannedNetwork,
  stops: readonly DeployedContainer[],
): readonly Failure[] {
  const stuck = stops
    .filter((container) => container.startsOn === movedFrom && !isChanged(frame, container))
    .map(({ service }) => service);
  if (stuck.length === 0) return [];
  const text = `${key} becomes ${name}, and ${nameList(unique(stuck))} ${unique(stuck).length === 1 ? 'starts' : 'start'} on ${movedFrom}, which is removed by then: \`up\` ends with exit 1, and so does every later one without --force-recreate.`;
  return [{ kind: 'renamed', at: key, who: unique(stuck), certain: true, text }];
}

/** True when a container's settings differ from those of the file. */
export function isChanged(
  { side, active, options, compose }: PlanContext,
  { service, settings, from }: DeployedContainer,
): boolean {
  const now = active.get(service);
  // Settings take long to spell out, and an edit leaves nearly all services the same objects.
  if (
    from !== undefined &&
    from.service === now &&
    from.environment === environmentOf(side.workspace, service)
  )
    return false;
  const had = settings(compose);
  if (now === undefined || had === null) return false;
  const wanted = options.settingsOf
    ? options.settingsOf(service)
    : serviceSettings(now, environmentOf(side.workspace, service), compose);
  return wanted !== null && wanted !== had;
}
