// Which containers there are: as many of each active service as the files want, all running, and no others.

import type { RunningContainer } from '../../../core/host/running/running-host.ts';
import { compareStructure, type StructureContext } from './structure-context.ts';

/** Compares the containers, not what they are made of. */
export function compareContainers(context: StructureContext): void {
  const { topology, reach, deployment } = context;
  const byService = new Map<string, RunningContainer[]>();
  for (const container of deployment.containers) {
    const list = byService.get(container.service);
    if (list) list.push(container);
    else byService.set(container.service, [container]);
  }
  for (const name of reach.services) {
    const replicas = topology.services.get(name)?.replicas ?? 1;
    const states = (byService.get(name) ?? []).map(({ state }) => state);
    compareStructure(
      context,
      `${name} containers`,
      ['services', name],
      { predicted: countText(Array<string>(replicas).fill('running')), measured: countText(states) },
      states.length > replicas
        ? `Run docker compose up -d ${name}: it takes surplus containers away.`
        : `Run docker compose up -d ${name}; docker compose logs ${name} says why one ended.`,
    );
  }
  for (const [service, containers] of byService) {
    if (reach.facts.has(service)) continue;
    const known = topology.services.has(service);
    compareStructure(
      context,
      `${service} containers`,
      known ? ['services', service] : ['services'],
      { predicted: 'none', measured: countText(containers.map(({ state }) => state)) },
      known
        ? 'It takes no part in the files: add its --profile here, or stop it.'
        : 'The files have no such service: docker compose up -d --remove-orphans takes it away.',
    );
  }
}

/** `2 running, 1 exited (1)` */
function countText(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => (a < b ? 1 : -1)).map(([state, count]) => `${count} ${state}`);
  return parts.join(', ') || 'none';
}
