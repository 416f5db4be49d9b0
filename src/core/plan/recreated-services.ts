// Which services `up` makes anew.

import { joinedService } from '../compose/network-namespaces.ts';
import type { Service } from '../compose/topology.ts';
import { hasBehaviour } from './compose-versions.ts';
import type { DeployedContainer } from './deployed.ts';
import type { PlanContext, PlannedNetwork } from './plan-frame.ts';
import { isChanged } from './planned-networks.ts';

/** Returns the recreated services, with those that share the namespace of one of them. */
export function recreatedServices(
  frame: PlanContext,
  networks: readonly PlannedNetwork[],
): ReadonlySet<string> {
  const { active, own, compose, side } = frame;
  const recreated = new Set<string>();
  const stopped = new Set(networks.flatMap(({ stoppedContainers }) => stoppedContainers));
  for (const container of own) {
    const service = active.get(container.service);
    if (service === undefined) continue;
    if (isChanged(frame, container) || container.ownerIsGone) recreated.add(container.service);
    else if (container.running && lacksNetwork(frame, networks, container, service))
      recreated.add(container.service);
    else if (stopped.has(container) && !hasBehaviour(compose, 'connectsWithoutSettings'))
      recreated.add(container.service);
  }
  const follows = !hasBehaviour(compose, 'leavesDependents');
  const there = new Set(own.map(({ service }) => service));
  const created = (name: string) => active.has(name) && !there.has(name);
  for (let size = -1; size !== recreated.size; ) {
    size = recreated.size;
    for (const [name, service] of active) {
      if (!there.has(name)) continue;
      const owners = [
        joinedService(side.workspace.topology, service)?.name ?? null,
        ...namespaceSources(service),
      ];
      if (owners.some((owner) => owner !== null && (recreated.has(owner) || created(owner))))
        recreated.add(name);
      const needed = [...service.dependsOn, ...service.links].map(({ service: other }) => other);
      if (follows && needed.some((other) => recreated.has(other))) recreated.add(name);
    }
  }
  return recreated;
}

/** Returns the services whose container another key than `network_mode` names: a new container there changes the settings here. */
function namespaceSources({ pid, ipc, volumesFrom }: Service): readonly string[] {
  const named = [pid, ipc].flatMap((mode) =>
    mode?.startsWith('service:') ? [mode.slice('service:'.length)] : [],
  );
  return [
    ...named,
    ...volumesFrom.filter((from) => !from.startsWith('container:')).map((from) => from.split(':')[0] ?? ''),
  ];
}

/** True when `up` finds that a running container lacks a network of the file. */
function lacksNetwork(
  { compose }: PlanContext,
  networks: readonly PlannedNetwork[],
  container: DeployedContainer,
  service: Service,
): boolean {
  if (!hasBehaviour(compose, 'noticesMissingNetwork')) return false;
  const before = hasBehaviour(compose, 'plansBeforeMaking');
  return service.attachments.some(({ network }) => {
    const planned = networks.find(({ key }) => key === network);
    if (planned === undefined) return false;
    const isNew = planned.outcome === 'made' && planned.movedFrom === null;
    if (before && (isNew || planned.network.external === true)) return false;
    return !container.networks.includes(planned.movedFrom ?? planned.dockerName);
  });
}
