// What becomes of the containers of a plan, and of those that share a namespace with one of them.

import { listedReplicas } from '../compose/replicas.ts';
import { type DeployedContainer, foreignName, ownerOf } from './deployed.ts';
import { joiningContainers } from './leading-commands.ts';
import { type PlanContext, type PlannedNetwork, unique } from './plan-frame.ts';
import type { ContainerOutcome, Failure } from './up-plan.ts';

/** The number of containers with each outcome, by service. */
export type Outcomes = Map<string, Map<ContainerOutcome, number>>;

function count(outcomes: Outcomes, service: string, outcome: ContainerOutcome, number: number): void {
  if (number <= 0) return;
  const counts = outcomes.get(service) ?? new Map<ContainerOutcome, number>();
  counts.set(outcome, (counts.get(outcome) ?? 0) + number);
  outcomes.set(service, counts);
}

/** Returns the outcomes of an `up` that ends before it changes anything: every container is left. */
export function untouchedOutcomes({ own }: PlanContext): Outcomes {
  const outcomes: Outcomes = new Map();
  for (const { service } of own) count(outcomes, service, 'left', 1);
  return outcomes;
}

export function outcomesOf(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
  recreated: ReadonlySet<string>,
  failures: readonly Failure[],
): Outcomes {
  const { active, own } = frame;
  const outcomes: Outcomes = new Map();
  const restarting = new Set(networks.flatMap(({ stoppedContainers }) => stoppedContainers));
  const failing = new Set(
    networks
      .filter((network) => network.failures.some(({ certain }) => certain))
      .flatMap(({ stoppedContainers }) => stoppedContainers),
  );
  const halted = failures.some(({ certain, kind }) => certain && kind !== 'renamed');
  for (const [name, service] of active) {
    const containers = own.filter((container) => container.service === name);
    const keptContainers = containers.slice(0, listedReplicas(service));
    for (const container of keptContainers)
      count(outcomes, name, outcomeOf(frame, container, recreated, restarting, failing), 1);
    count(outcomes, name, 'removed', containers.length - keptContainers.length);
    // Compose makes no container once something failed.
    if (!halted || networks.every(({ failures: own }) => own.length === 0))
      count(outcomes, name, 'created', listedReplicas(service) - keptContainers.length);
  }
  for (const { service } of own) if (!active.has(service)) count(outcomes, service, 'left', 1);
  return outcomes;
}

function outcomeOf(
  frame: PlanContext,
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

/** Returns the services that are left although the container whose namespace they share is stopped or restarted. */
export function deadServices(frame: PlanContext, outcomes: Outcomes): readonly string[] {
  const dead: string[] = [];
  const already = new Set(frame.own.filter(({ isDead }) => isDead).map(({ service }) => service));
  const isLeft = (name: string) => outcomes.get(name)?.has('left') === true;
  for (const service of frame.side.workspace.topology.services.values()) {
    if (!isLeft(service.name)) continue;
    const owner = ownerOf(frame.side.workspace, service);
    const outcome = owner === null ? undefined : outcomes.get(owner.name);
    if (already.has(service.name) || outcome?.has('restarted') || outcome?.has('stopped'))
      dead.push(service.name);
  }
  return dead;
}

/** The outcomes in which a container starts with another namespace, or not at all. */
const endsNamespace = ['restarted', 'recreated', 'stopped', 'removed'] as const;

/** Returns the containers of other stacks that share the namespace of a container which does not keep it. */
export function disconnectedContainers(frame: PlanContext, outcomes: Outcomes): readonly string[] {
  const joined = joiningContainers(frame).filter(({ owner }) =>
    endsNamespace.some((outcome) => outcomes.get(owner.service)?.has(outcome)),
  );
  return unique(joined.map(({ container }) => foreignName(container)));
}

/** True when a container is on the same networks after `up` as before. */
export function keepsNetworks(frame: PlanContext, container: DeployedContainer, outcomes: Outcomes): boolean {
  if (container.stack !== frame.stack || container.isOneOff) return true;
  const fate = outcomes.get(container.service);
  return fate?.has('left') === true || fate?.has('restarted') === true || fate?.has('stopped') === true;
}
