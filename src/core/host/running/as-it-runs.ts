// A stack out of what runs, with what no compose file can state of it: names that were lost, and namespaces that lead nowhere any more.

import type { Service } from '../../compose/topology.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { StackInput } from '../host.ts';
import { hasDeadNamespace } from './dead-namespace.ts';
import { recoveryOf } from './recovery.ts';
import type { RunningContainer, RunningHost } from './running-host.ts';
import type { RunningProject } from './running-projects.ts';

/** Facts about a running stack that no compose file can state. */
export interface LostNames {
  /** Services in a namespace whose owner is gone. */
  readonly dead: readonly string[];
  /** Services, each with the key of a network on which no container has their name any more. */
  readonly nameless: readonly (readonly [string, string])[];
}

/** Returns the facts that the text by `runningStack` for `project` cannot state. */
export function lostNamesOf(
  { workspace }: StackInput,
  host: RunningHost,
  project: RunningProject,
): LostNames {
  const { services: containers, networkKeys } = recoveryOf(host, project, 'addresses');
  const names = new Map([...networkKeys].map(([name, key]) => [key, name]));
  const dead: string[] = [];
  const nameless: (readonly [string, string])[] = [];
  for (const service of workspace.topology.services.values()) {
    const ownContainers = containers.get(service.name) ?? [];
    if (
      ownContainers.length > 0 &&
      ownContainers.every((container) => container.running && hasDeadNamespace(host, container))
    )
      dead.push(service.name);
    else
      for (const network of namelessNetworks(service, ownContainers, names))
        nameless.push([service.name, network]);
  }
  return { dead, nameless };
}

/** Returns the keys of the networks on which no container of the service has its name. */
function namelessNetworks(
  { name, mode, attachments }: Service,
  containers: readonly RunningContainer[],
  networks: ReadonlyMap<string, string>,
): readonly string[] {
  // Compose alone gives a service name to its containers.
  if ((containers[0]?.project ?? null) === null || mode.kind !== 'networks') return [];
  const lost = attachments.filter(({ network }) => {
    const known = networks.get(network) ?? network;
    const ends = containers.flatMap((container) => container.networks.get(known) ?? []);
    return ends.length > 0 && ends.every(({ aliases }) => !aliases.includes(name));
  });
  return lost.map(({ network }) => network);
}

/** Returns a recovered workspace with the names and namespaces that its containers have lost. */
export function withLostNames(workspace: Workspace, { dead, nameless }: LostNames): Workspace {
  if (dead.length === 0 && nameless.length === 0) return workspace;
  const lost = new Set(nameless.map((pair) => pair.join('\n')));
  const services = [...workspace.topology.services].map(([name, service]): [string, Service] => {
    // T7: what is left in a namespace without its owner has loopback alone.
    if (dead.includes(name)) return [name, { ...service, mode: { kind: 'none' }, attachments: [] }];
    const attachments = service.attachments.map((attachment) =>
      lost.has(`${name}\n${attachment.network}`) ? { ...attachment, nameless: true as const } : attachment,
    );
    return [name, { ...service, attachments }];
  });
  return { ...workspace, topology: { ...workspace.topology, services: new Map(services) } };
}

/** Returns the recovered stack of `project` with the names and namespaces that its containers have lost. */
export function stackAsItRuns(stack: StackInput, host: RunningHost, project: RunningProject): StackInput {
  return { ...stack, workspace: withLostNames(stack.workspace, lostNamesOf(stack, host, project)) };
}
