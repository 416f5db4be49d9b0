// What plain `docker compose up -d` does, from what runs and the files: the rule behind it, line by line of `compose-versions.ts`.
// Services and networks carry a hash of their settings. A container is made anew when its hash or that of its owner changed, or when it
// runs and lacks a network of the file. A network is made anew when its hash changed: its containers are stopped, taken off, connected
// again without any setting of the file, and started.

import { nameList } from '../compose/name-list.ts';
import { joinedService } from '../compose/network-namespaces.ts';
import { listedReplicas } from '../compose/replicas.ts';
import type { Service } from '../compose/topology.ts';
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
import { type PlanFrame, type PlannedNetwork, type PlanOptions, unique } from './plan-frame.ts';
import { commandSentences, strandedSentence } from './plan-sentences.ts';
import { isChanged, plannedNetworks } from './planned-networks.ts';
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
    asleep: unique(
      frame.own.flatMap(({ service, running: runs }) => {
        const isAsleep = side.workspace.topology.services.has(service) && !frame.active.has(service);
        return runs && isAsleep ? [service] : [];
      }),
    ),
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
  'overlap',
  'name-taken',
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
  const follows = !composeDoes(compose, 'leavesDependents');
  const created = (name: string) => active.has(name) && !own.some(({ service }) => service === name);
  for (let size = -1; size !== recreated.size; ) {
    size = recreated.size;
    for (const [name, service] of active) {
      if (!own.some((container) => container.service === name)) continue;
      const owners = [joinedService(side.workspace.topology, service)?.name ?? null, ...otherOwners(service)];
      if (owners.some((owner) => owner !== null && (recreated.has(owner) || created(owner))))
        recreated.add(name);
      const needed = [...service.dependsOn, ...service.links].map(({ service: other }) => other);
      if (follows && needed.some((other) => recreated.has(other))) recreated.add(name);
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
  const { running, stack } = frame;
  const isOurs = (name: string): boolean => [stack, null].includes(running.networks.get(name)?.stack ?? null);
  const add = (key: string, names: readonly string[]): void => {
    for (const container of running.containers) {
      if (container.stack === stack || !container.networks.some((name) => names.includes(name))) continue;
      guests.set(`${key} ${guestName(container)}`, { network: key, name: guestName(container) });
    }
  };
  for (const { key, fate, movedFrom, stays, inTheWay, dockerName: name } of networks) {
    add(key, [
      ...(fate === 'left' || fate === 'made' ? [] : [name]),
      ...[movedFrom, stays].flatMap((other) => other ?? []),
      ...inTheWay.filter(isOurs),
    ]);
  }
  // Those of a network that the files have no longer are left by themselves.
  const kept = networks.flatMap(({ dockerName: name, movedFrom, stays }) => [name, movedFrom, stays]);
  for (const { dockerName: name, key, stack: maker } of running.networks.values())
    if (maker === stack && !kept.includes(name)) add(key ?? name, [name]);
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
