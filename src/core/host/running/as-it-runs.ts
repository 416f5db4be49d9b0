// A stack out of what runs, with what no compose file can state of it: names that were lost, and namespaces that lead nowhere any more.

import type { Attachment, Service } from '../../compose/topology.ts';
import type { StackInput } from '../host.ts';
import { hasDeadNamespace } from './dead-namespace.ts';
import { recoveryOf } from './recovery.ts';
import type { RunningContainer, RunningHost } from './running-host.ts';
import type { RunningProject } from './running-projects.ts';

/** The stack that `runningStack` made of `project`, as it answers. */
export function asItAnswers(stack: StackInput, host: RunningHost, project: RunningProject): StackInput {
  const { services: containers, networkKeys } = recoveryOf(host, project, 'addresses');
  const names = new Map([...networkKeys].map(([name, key]) => [key, name]));
  const { workspace } = stack;
  const { topology } = workspace;
  let changed = false;
  const services = new Map(
    [...topology.services].map(([name, service]): [string, Service] => {
      const now = serviceAsItAnswers(service, containers.get(name) ?? [], host, names);
      changed ||= now !== service;
      return [name, now];
    }),
  );
  return changed ? { ...stack, workspace: { ...workspace, topology: { ...topology, services } } } : stack;
}

/** T7: what is left in a namespace without its owner has loopback alone. */
function serviceAsItAnswers(
  service: Service,
  containers: readonly RunningContainer[],
  host: RunningHost,
  networks: ReadonlyMap<string, string>,
): Service {
  const [first] = containers;
  if (first === undefined) return service;
  if (containers.every((container) => container.running && hasDeadNamespace(host, container)))
    return { ...service, mode: { kind: 'none' }, attachments: [] };
  // Compose alone gives a service name to its containers.
  if (first.project === null || service.mode.kind !== 'networks') return service;
  const attachments = service.attachments.map((attachment): Attachment => {
    const name = networks.get(attachment.network) ?? attachment.network;
    const ends = containers.flatMap((container) => container.networks.get(name) ?? []);
    const lost = ends.length > 0 && ends.every(({ aliases }) => !aliases.includes(service.name));
    return lost ? { ...attachment, nameless: true } : attachment;
  });
  return attachments.some(({ nameless }) => nameless) ? { ...service, attachments } : service;
}
