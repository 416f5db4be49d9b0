// What plain `docker compose up -d` does, from what runs and the files: the rule behind it, line by line of `compose-versions.ts`.
// Services and networks carry a hash of their settings. A container is made anew when its hash or that of its owner changed, or when it
// runs and lacks a network of the file. A network is made anew when its hash changed: its containers are stopped, taken off, connected
// again without any setting of the file, and started.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { nameList } from '../compose/name-list.ts';
import { joinedService } from '../compose/network-namespaces.ts';
import { listedReplicas } from '../compose/replicas.ts';
import type { Network, Service } from '../compose/topology.ts';
import { environmentOf } from '../compose/workspace/seen-from.ts';
import type { Lost } from '../host/host.ts';
import { isActive } from '../reach/namespaces/active-services.ts';
import { composeDoes, newestMeasuredCompose } from './compose-versions.ts';
import {
  type Deployed,
  type DeployedContainer,
  firstNetwork,
  guestName,
  ownerOf,
  type ProjectSide,
  stackName,
} from './deployed.ts';
import { joiningGuests, leadingCommands, nothingMore, replacedStack } from './leading-commands.ts';
import type { PlanFrame, PlannedNetwork, PlanOptions } from './plan-frame.ts';
import { commandSentences, strandedSentence } from './plan-sentences.ts';
import { networkSettings, serviceSettings } from './settings.ts';
import type { ContainerOutcome, Failure, Guest, NetworkOutcome, UpPlan } from './up-plan.ts';

/** The plan of `up` for the files of `side`. */
export function planUp(side: ProjectSide, running: Deployed, options: PlanOptions): UpPlan {
  const frame = frameOf(side, running, options);
  const networks = plannedNetworks(frame);
  const untouched = networks
    .flatMap(({ failures }) => failures)
    .filter(({ kind }) => touchesNothing.has(kind));
  const recreated = untouched.length > 0 ? new Set<string>() : recreatedServices(frame, networks);
  const failures = [
    ...networks.flatMap((network) => network.failures),
    ...(untouched.length > 0 ? [] : serviceFailures(frame, recreated)),
  ];
  const fates = untouched.length > 0 ? leftOutcomes(frame) : fatesOf(frame, networks, recreated, failures);
  const lost = lostSettings(frame, networks, fates);
  const dead = deadServices(frame, fates);
  const guests = guestsOf(frame, networks);
  const fateByKey = untouched.length > 0 ? allLeft(frame, networks) : networkOutcomes(frame, networks);
  const orphans = unique(
    frame.own
      .filter(({ service }) => !side.workspace.topology.services.has(service))
      .map(({ service }) => service),
  );
  const leftOver = leftOverNetworks(frame, networks, fates, untouched.length > 0);
  const certain = failures.some((failure) => failure.certain);
  const draft: UpPlan = {
    compose: frame.compose,
    exit: certain ? 1 : failures.length > 0 ? 'unknown' : 0,
    services: fates,
    networks: fateByKey,
    lost,
    dead,
    guests,
    stranded: strandedGuests(frame, fates),
    leftOver,
    orphans,
    unchanged: networks.filter(({ unchanged }) => unchanged).map(({ key }) => key),
    failures,
    beside: replacedStack(frame),
    commands: [],
    byCommands: nothingMore,
    because: [],
  };
  const plan: UpPlan = { ...draft, ...leadingCommands(frame, networks, draft) };
  return { ...plan, because: reasons(frame, plan, networks) };
}

/** Failures at which `up` ends before it has done anything. */
const touchesNothing: ReadonlySet<Failure['kind']> = new Set([
  'external-missing',
  'wrong-label',
  'hand-made',
]);

function frameOf(side: ProjectSide, running: Deployed, options: PlanOptions): PlanFrame {
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
    own: running.containers.filter((container) => container.stack === stack && !container.oneOff),
  };
}

/** The key's name in Docker. */
function dockerName({ side, stack }: PlanFrame, network: Network): string {
  return dockerNameOf(network, side.project) ?? `${stack}_${network.name}`;
}

function plannedNetworks(frame: PlanFrame): readonly PlannedNetwork[] {
  const used = new Set<string>();
  for (const service of frame.active.values()) {
    for (const { network } of service.attachments) used.add(network);
  }
  return [...frame.side.workspace.topology.networks.values()]
    .filter(({ name }) => used.has(name))
    .map((network) => plannedNetwork(frame, network));
}

function plannedNetwork(frame: PlanFrame, network: Network): PlannedNetwork {
  const { running, stack, compose, options, side } = frame;
  const name = dockerName(frame, network);
  const there = running.networks.get(name);
  const plan = (fate: NetworkOutcome, rest: Partial<PlannedNetwork> = {}): PlannedNetwork => ({
    key: network.name,
    network,
    dockerName: name,
    fate,
    movedFrom: null,
    unchanged: false,
    stops: [],
    failures: [],
    ...rest,
  });
  const fail = (kind: Failure['kind'], text: string): PlannedNetwork =>
    plan('left', { failures: [{ kind, at: network.name, who: [], certain: true, text }] });
  if (network.external === true) {
    if (there !== undefined || !options.complete) return plan('left');
    return fail(
      'external-missing',
      `${network.name} is external, and no network ${name} is there: \`up\` ends at once and touches nothing.`,
    );
  }
  const refused = options.refusals.get(`network:${network.name}`);
  if (there === undefined) {
    const old = [...running.networks.values()].find(
      (deployedNetwork) => deployedNetwork.stack === stack && deployedNetwork.key === network.name,
    );
    if (refused !== undefined) return refusedNetwork(frame, plan('left'), refused);
    if (old === undefined || !composeDoes(compose, 'movesRenamed')) return plan('made');
    return remade(frame, plan('made', { movedFrom: old.dockerName }), old.dockerName);
  }
  const settings = networkSettings(network, side.project, side.workspace.input.environment);
  const differs = there.differs(network, settings);
  const labelled =
    there.key === network.name && (there.stack === stack || !composeDoes(compose, 'toleratesWrongLabel'));
  if (labelled) {
    if (!differs) return plan('left');
    // Without a hash Compose does not see that it differs.
    if (!there.hashed || !composeDoes(compose, 'remakesNetworks')) return plan('left', { unchanged: true });
    if (refused !== undefined) return refusedNetwork(frame, plan('removed'), refused);
    return remade(frame, plan('made-anew'), name);
  }
  if (composeDoes(compose, 'toleratesWrongLabel')) return plan('left', { unchanged: differs });
  return there.key === null
    ? fail(
        'hand-made',
        `${name} is there and was not made by Compose, whose release ${compose.text} refuses it.`,
      )
    : fail(
        'wrong-label',
        `${name} was made for the key ${there.key}; Compose ${compose.text} refuses it for ${network.name}.`,
      );
}

/** A network that the Engine will not make: what there was is gone, what was on it is stopped. */
function refusedNetwork(frame: PlanFrame, planned: PlannedNetwork, why: string): PlannedNetwork {
  const { key, fate } = planned;
  const text =
    fate === 'removed'
      ? `The Engine refuses the new ${key}, after the old one is gone. ${why}`
      : `The Engine refuses ${key}. ${why}`;
  return {
    ...planned,
    stops: fate === 'removed' ? stopsOf(frame, key) : [],
    failures: [{ kind: 'refused', at: key, who: [], certain: true, text }],
  };
}

/** Containers that are stopped for a network: all those of services that the file has on it. */
function stopsOf(frame: PlanFrame, key: string): readonly DeployedContainer[] {
  return frame.own.filter(
    ({ service }) => frame.active.get(service)?.attachments.some(({ network }) => network === key) ?? false,
  );
}

/** A network whose containers are taken off it, and what is on it without being stopped. */
function remade(frame: PlanFrame, planned: PlannedNetwork, onNetwork: string): PlannedNetwork {
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
  const guests = others.filter(({ stack }) => stack !== frame.stack).map(guestName);
  block(
    'guest',
    guests,
    `${nameList(unique(guests))} of another stack ${are(guests)} on ${onNetwork}, ${ends}.`,
  );
  const mine = others.filter(({ stack }) => stack === frame.stack);
  const runs = mine.filter(({ oneOff }) => oneOff).map(({ name }) => name);
  block(
    'run-container',
    runs,
    `${nameList(runs)} of \`docker compose run\` ${are(runs)} on ${onNetwork}, ${ends}.`,
  );
  const ofFile = mine.filter(({ oneOff }) => !oneOff);
  const { services } = frame.side.workspace.topology;
  const asleep = ofFile
    .filter(({ service }) => services.has(service) && !frame.active.has(service))
    .map(({ service }) => service);
  block(
    'profile',
    asleep,
    `${nameList(unique(asleep))} ${are(asleep)} behind a profile that is not active, and on ${onNetwork}, ${ends}.`,
  );
  const orphans = ofFile.filter(({ service }) => !services.has(service)).map(({ service }) => service);
  block(
    'orphan',
    orphans,
    `${nameList(unique(orphans))} ${are(orphans)} not in the file any more, and on ${onNetwork}, ${ends}.`,
  );
  const leaving = ofFile.filter(({ service }) => frame.active.has(service));
  const leave = (who: readonly string[]): string =>
    `${nameList(unique(who))} ${unique(who).length === 1 ? 'leaves' : 'leave'} ${onNetwork} in the same edit`;
  if (composeDoes(frame.compose, 'plansNetworks')) {
    // Those are recreated at the same time: whether they are gone soon enough is up to how long they take to stop.
    const slow = leaving.filter(({ stopsAtOnce }) => !stopsAtOnce).map(({ service }) => service);
    block(
      'moving',
      slow,
      `${leave(slow)}: where that takes time, the network cannot be removed, and \`up\` ends with exit 1.`,
      false,
    );
  } else {
    const moving = leaving.map(({ service }) => service);
    block('moving', moving, `${leave(moving)}, ${ends}.`);
  }
  // Compose takes every container of these services off, and the Engine refuses that for one which is not on it.
  const joining = stops.filter(({ networks }) => !networks.includes(onNetwork)).map(({ service }) => service);
  if (composeDoes(frame.compose, 'connectsWithoutSettings'))
    block(
      'joining',
      joining,
      `${nameList(unique(joining))} ${unique(joining).length === 1 ? 'is' : 'are'} not on ${onNetwork} yet, and Compose takes every service of ${key} off it before it makes it anew: \`up\` ends with exit 1.`,
    );
  if (failures.every(({ certain }) => !certain) && planned.movedFrom !== null)
    failures.push(...renameFailures(frame, planned, stops));
  return { ...planned, stops, failures };
}

/** The old network is gone, and containers that start on it cannot: their own settings still name it. */
function renameFailures(
  frame: PlanFrame,
  { key, movedFrom, dockerName: name }: PlannedNetwork,
  stops: readonly DeployedContainer[],
): readonly Failure[] {
  const stuck = stops
    .filter((container) => container.startsOn === movedFrom && !isChanged(frame, container))
    .map(({ service }) => service);
  if (stuck.length === 0) return [];
  const text = `${key} becomes ${name}, and ${nameList(unique(stuck))} ${unique(stuck).length === 1 ? 'starts' : 'start'} on ${movedFrom}, which is gone then: \`up\` ends with exit 1, and so does every later one without --force-recreate.`;
  return [{ kind: 'renamed', at: key, who: unique(stuck), certain: true, text }];
}

/** Whether the settings of a container are no longer those of the file. */
function isChanged(
  { side, active, options, compose }: PlanFrame,
  { service, settings }: DeployedContainer,
): boolean {
  const now = active.get(service);
  const had = settings(compose);
  if (now === undefined || had === null) return false;
  const wanted = options.settingsOf
    ? options.settingsOf(service)
    : serviceSettings(now, environmentOf(side.workspace, service), compose);
  return wanted !== null && wanted !== had;
}

/** The services that are made anew, with those that join one of them. */
function recreatedServices(frame: PlanFrame, networks: readonly PlannedNetwork[]): ReadonlySet<string> {
  const { active, own, compose, side } = frame;
  const recreated = new Set<string>();
  const stopped = new Set(networks.flatMap(({ stops }) => stops));
  for (const container of own) {
    const service = active.get(container.service);
    if (service === undefined) continue;
    if (isChanged(frame, container) || container.joinedGone) recreated.add(container.service);
    else if (container.running && lacksNetwork(frame, networks, container, service))
      recreated.add(container.service);
    else if (stopped.has(container) && !composeDoes(compose, 'connectsWithoutSettings'))
      recreated.add(container.service);
  }
  const created = (name: string) => active.has(name) && !own.some(({ service }) => service === name);
  for (let size = -1; size !== recreated.size; ) {
    size = recreated.size;
    for (const [name, service] of active) {
      if (!own.some((container) => container.service === name)) continue;
      const owners = [joinedService(side.workspace.topology, service)?.name ?? null, ...otherOwners(service)];
      if (owners.some((owner) => owner !== null && (recreated.has(owner) || created(owner))))
        recreated.add(name);
    }
  }
  return recreated;
}

/** Services whose container another key than `network_mode` names: a new container there is a new setting here. */
function otherOwners({ pid, ipc, volumesFrom }: Service): readonly string[] {
  const named = [pid, ipc].flatMap((mode) =>
    mode?.startsWith('service:') ? [mode.slice('service:'.length)] : [],
  );
  return [
    ...named,
    ...volumesFrom.filter((from) => !from.startsWith('container:')).map((from) => from.split(':')[0] ?? ''),
  ];
}

/** Whether a running container is found to lack a network of the file. */
function lacksNetwork(
  { compose }: PlanFrame,
  networks: readonly PlannedNetwork[],
  container: DeployedContainer,
  service: Service,
): boolean {
  if (!composeDoes(compose, 'noticesMissingNetwork')) return false;
  const before = composeDoes(compose, 'plansBeforeMaking');
  return service.attachments.some(({ network }) => {
    const planned = networks.find(({ key }) => key === network);
    if (planned === undefined) return false;
    const isNew = planned.fate === 'made' && planned.movedFrom === null;
    if (before && (isNew || planned.network.external === true)) return false;
    return !container.networks.includes(planned.movedFrom ?? planned.dockerName);
  });
}

function serviceFailures(
  { active, own, options }: PlanFrame,
  recreated: ReadonlySet<string>,
): readonly Failure[] {
  const failures: Failure[] = [];
  for (const [name] of active) {
    const why = options.refusals.get(`service:${name}`);
    const there = own.some(({ service }) => service === name);
    if (why === undefined || (there && !recreated.has(name))) continue;
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

type Outcomes = Map<string, Map<ContainerOutcome, number>>;

function count(fates: Outcomes, service: string, fate: ContainerOutcome, number: number): void {
  if (number <= 0) return;
  const counts = fates.get(service) ?? new Map<ContainerOutcome, number>();
  counts.set(fate, (counts.get(fate) ?? 0) + number);
  fates.set(service, counts);
}

function leftOutcomes({ own }: PlanFrame): Outcomes {
  const fates: Outcomes = new Map();
  for (const { service } of own) count(fates, service, 'left', 1);
  return fates;
}

function fatesOf(
  frame: PlanFrame,
  networks: readonly PlannedNetwork[],
  recreated: ReadonlySet<string>,
  failures: readonly Failure[],
): Outcomes {
  const { active, own } = frame;
  const fates: Outcomes = new Map();
  const restarting = new Set(networks.flatMap(({ stops }) => stops));
  const failing = new Set(
    networks
      .filter((network) => network.failures.some(({ certain }) => certain))
      .flatMap(({ stops }) => stops),
  );
  const halted = failures.some(({ certain, kind }) => certain && kind !== 'renamed');
  for (const [name, service] of active) {
    const containers = own.filter((container) => container.service === name);
    const keptContainers = containers.slice(0, listedReplicas(service));
    for (const container of keptContainers)
      count(fates, name, fateOf(frame, container, recreated, restarting, failing), 1);
    count(fates, name, 'removed', containers.length - keptContainers.length);
    // Compose makes no container once something failed.
    if (!halted || networks.every(({ failures: own }) => own.length === 0))
      count(fates, name, 'created', listedReplicas(service) - keptContainers.length);
  }
  for (const { service } of own) if (!active.has(service)) count(fates, service, 'left', 1);
  return fates;
}

function fateOf(
  frame: PlanFrame,
  container: DeployedContainer,
  recreated: ReadonlySet<string>,
  restarting: ReadonlySet<DeployedContainer>,
  failing: ReadonlySet<DeployedContainer>,
): ContainerOutcome {
  if (failing.has(container)) return 'stopped';
  if (recreated.has(container.service)) return 'recreated';
  if (restarting.has(container) || !container.running) return 'restarted';
  const service = frame.active.get(container.service);
  const restarts = service?.dependsOn.some(
    (target) => target.restart === true && recreated.has(target.service),
  );
  return restarts === true ? 'restarted' : 'left';
}

/** What containers are connected again without. */
function lostSettings(
  frame: PlanFrame,
  networks: readonly PlannedNetwork[],
  fates: Outcomes,
): ReadonlyMap<string, readonly Lost[]> {
  const lost = new Map<string, Lost[]>();
  if (!composeDoes(frame.compose, 'connectsWithoutSettings')) return lost;
  for (const { key, stops } of networks) {
    for (const name of unique(stops.map(({ service }) => service))) {
      const service = frame.active.get(name);
      const fate = fates.get(name);
      if (service === undefined || !(fate?.has('restarted') || fate?.has('stopped'))) continue;
      lost.set(name, [...(lost.get(name) ?? []), ...settingsOn(service, key)]);
    }
  }
  return lost;
}

/** Everything that the file gives a service on a network, its own name first. */
function settingsOn(service: Service, key: string): readonly Lost[] {
  const attachment = service.attachments.find(({ network }) => network === key);
  if (attachment === undefined) return [];
  const { aliases, ipv4, ipv6, gatewayPriority, interfaceName, macAddress } = attachment;
  const mac = macAddress ?? (firstNetwork(service) === key ? service.macAddress : null);
  const found: (readonly [Lost['what'], string | null])[] = [
    ['name', service.localName ?? service.name],
    ...aliases.map((alias) => ['alias', alias] as const),
    ['address', ipv4],
    ['address', ipv6],
    ['gw_priority', gatewayPriority === 0 ? null : `${gatewayPriority}`],
    ['interface_name', interfaceName],
    ['mac', mac],
  ];
  return found.flatMap(([what, value]) => (value === null ? [] : [{ network: key, what, value }]));
}

/** Services that join a container which is stopped and started, and are themselves left. */
function deadServices(frame: PlanFrame, fates: Outcomes): readonly string[] {
  const dead: string[] = [];
  const isLeft = (name: string) => fates.get(name)?.has('left') === true;
  for (const service of frame.side.workspace.topology.services.values()) {
    if (!isLeft(service.name)) continue;
    const owner = ownerOf(frame.side.workspace, service);
    const fate = owner === null ? undefined : fates.get(owner.name);
    const already = frame.own.some((container) => container.service === service.name && container.dead);
    if (already || fate?.has('restarted') || fate?.has('stopped')) dead.push(service.name);
  }
  return dead;
}

/** Fates in which a container starts with another namespace, or not at all. */
const endsNamespace = ['restarted', 'recreated', 'stopped', 'removed'] as const;

/** Containers of other stacks that joined one of this stack which does not keep its namespace. */
function strandedGuests(frame: PlanFrame, fates: Outcomes): readonly string[] {
  const joined = joiningGuests(frame).filter(({ owner }) =>
    endsNamespace.some((fate) => fates.get(owner.service)?.has(fate)),
  );
  return unique(joined.map(({ guest }) => guestName(guest)));
}

function guestsOf(frame: PlanFrame, networks: readonly PlannedNetwork[]): readonly Guest[] {
  const guests = new Map<string, Guest>();
  for (const { key, fate, movedFrom, dockerName: name } of networks) {
    if (fate === 'left' || (fate === 'made' && movedFrom === null)) continue;
    for (const container of frame.running.containers) {
      if (container.stack === frame.stack || !container.networks.includes(movedFrom ?? name)) continue;
      guests.set(`${key} ${guestName(container)}`, { network: key, name: guestName(container) });
    }
  }
  return [...guests.values()];
}

/** The networks of the project that are there, by key; of the file first. */
function networkOutcomes(
  frame: PlanFrame,
  networks: readonly PlannedNetwork[],
): ReadonlyMap<string, NetworkOutcome> {
  const fates = new Map<string, NetworkOutcome>();
  for (const { key, fate, failures, dockerName: name } of networks) {
    const neverMade = failures.some(({ kind }) => kind === 'refused') && !frame.running.networks.has(name);
    // A network that cannot be removed stays as it was.
    const keepsOld = fate === 'made-anew' && failures.some(({ certain }) => certain);
    if (!neverMade) fates.set(key, keepsOld ? 'left' : fate);
  }
  for (const { stack, key } of frame.running.networks.values()) {
    if (stack === frame.stack && key !== null && !fates.has(key)) fates.set(key, 'left');
  }
  return fates;
}

function allLeft(frame: PlanFrame, networks: readonly PlannedNetwork[]): ReadonlyMap<string, NetworkOutcome> {
  const there = networks.filter(({ dockerName: name }) => frame.running.networks.has(name));
  return networkOutcomes(
    frame,
    there.map((network) => ({ ...network, fate: 'left' as const, failures: [] })),
  );
}

/** Networks of the project that the file has no longer, and that nobody is on after `up`. */
function leftOverNetworks(
  frame: PlanFrame,
  networks: readonly PlannedNetwork[],
  fates: Outcomes,
  untouched: boolean,
): readonly string[] {
  if (untouched) return [];
  const wanted = new Set(
    networks.flatMap(({ dockerName: name, movedFrom }) => [name, ...(movedFrom === null ? [] : [movedFrom])]),
  );
  return [...frame.running.networks.values()]
    .filter(({ stack, dockerName: name }) => {
      if (stack !== frame.stack || wanted.has(name)) return false;
      return !frame.running.containers.some(
        (container) => container.networks.includes(name) && staysOn(frame, container, fates),
      );
    })
    .map(({ dockerName: name }) => name);
}

/** Whether a container is on its networks after `up` as it was before. */
function staysOn(frame: PlanFrame, container: DeployedContainer, fates: Outcomes): boolean {
  if (container.stack !== frame.stack || container.oneOff) return true;
  const fate = fates.get(container.service);
  return fate?.has('left') === true || fate?.has('restarted') === true || fate?.has('stopped') === true;
}

function reasons(frame: PlanFrame, plan: UpPlan, networks: readonly PlannedNetwork[]): readonly string[] {
  const reasons = plan.failures.map(({ text }) => text);
  for (const { key, fate, unchanged, dockerName: name } of networks) {
    if (fate === 'made-anew')
      reasons.push(`The file says something else of ${key} than ${name} was made with.`);
    if (unchanged)
      reasons.push(
        `The file says something else of ${key}, and \`up\` of Compose ${plan.compose.text} leaves ${name} as it is.`,
      );
  }
  const unread = unique(
    frame.own
      .filter(
        (container) => frame.active.has(container.service) && container.settings(frame.compose) === null,
      )
      .map(({ service }) => service),
  );
  if (plan.stranded.length > 0) reasons.push(strandedSentence(plan.stranded));
  reasons.push(...commandSentences(plan));
  if (unread.length > 0)
    reasons.push(
      `${nameList(unread)}: Compose hashes what joins another container with the id of that one, so whether the file changes it is unknown from its label.`,
    );
  return reasons;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
