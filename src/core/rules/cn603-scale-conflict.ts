// CN603. Owns: replicas of one service that all claim a fixed port, address or name.

import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { claimedPorts } from '../compose/project/ports/port-range.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { childOf } from '../yaml/tree.ts';

export const rule: Rule = {
  id: 'CN603',
  slug: 'scale-conflict',
  title: 'Replicas share a fixed host port, address or name',
  why: 'The first replica takes the port, the address or the name, and the second fails to start. Without a fixed host port the Engine finds a free one for each replica.',
  severity: 'error',
  source: 'semantics 1.6 (measured)',
  reads: ['deploy'],
  concerns: ({ service }) => service.replicas >= 2,
  *checkService({ service, facts }) {
    const live = facts.published.filter(
      (port) =>
        port.service === service.name && port.reachableFrom !== 'nowhere' && claimedPorts(port) !== null,
    );
    const addresses = service.attachments.flatMap(({ ipv4, ipv6 }) => ipv4 ?? ipv6 ?? []);
    const wanted: string[] = [];
    if (live.length > 0)
      wanted.push(`host port ${nameList([...new Set(live.map(({ hostPort }) => hostPort))])}`);
    if (addresses.length > 0) wanted.push(`address ${nameList(addresses)}`);
    if (service.containerName) wanted.push(`name ${service.containerName}`);
    if (wanted.length === 0) return;
    const swarm = isForSwarm(service);
    yield {
      severity: swarm ? 'warning' : 'error',
      certainty: swarm ? 'inferred' : 'certain',
      subjects: [service.name],
      message: `${service.name} runs ${service.replicas} times, and each wants the ${wanted.join(', the ')}.${swarm ? ' A Swarm shares a port among them; docker compose does not.' : ''}`,
      at: ['services', service.name],
      fixes: fixesFor(service, live.length > 0),
      evidence: wanted,
    };
  },
};

/** Keys of `deploy` that docker compose ignores: a file with them is meant for `docker stack deploy`. */
const swarmKeys = ['placement', 'update_config', 'rollback_config', 'endpoint_mode', 'mode'];

function isForSwarm({ tree }: Service): boolean {
  const deploy = childOf(tree, 'deploy');
  return swarmKeys.some((key) => childOf(deploy, key) !== null);
}

function fixesFor(service: Service, hasPorts: boolean): readonly Fix[] {
  const once: Operation = { type: 'replicas', service: service.name, count: 1 };
  const fixes: Fix[] = [{ title: `Run ${service.name} once`, safe: false, operations: [once] }];
  const onlyName =
    service.containerName !== null &&
    !hasPorts &&
    service.attachments.every(({ ipv4, ipv6 }) => ipv4 === null && ipv6 === null);
  if (onlyName) {
    const unset: Operation = { type: 'unset', service: service.name, key: 'container_name', item: null };
    fixes.unshift({ title: 'Let Compose name the containers', safe: false, operations: [unset] });
  }
  return fixes;
}
