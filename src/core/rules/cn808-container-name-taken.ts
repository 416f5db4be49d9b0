// CN808. Owns: one container name in several stacks. Within one stack that is CN604.

import { keyPlace } from '../compose/places.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { fewNames, isOneProject } from './facts/host-networks.ts';

export const rule: Rule = {
  id: 'CN808',
  slug: 'container-name-taken',
  title: 'Containers of two stacks get one name',
  why: 'An Engine gives a container name once, whatever the project. The container of the second stack is not made: its `up` ends with "the container name is already in use".',
  severity: 'error',
  source: 'D11 (measured)',
  *checkStacks(context) {
    for (const [name, services] of byContainer(context)) {
      if (services.length > 1) yield* reports(context, name, services);
    }
  },
};

function* reports(context: HostFacts, name: string, services: readonly string[]): Iterable<Report> {
  const given = services.filter((service) => givenName(context, service) === name);
  // The service that has the name without stating it was there first.
  const rest = services.filter((service) => !given.includes(service));
  const [first, ...others] = [...rest, ...given];
  for (const full of others) {
    const { stack, service: local } = splitHostName(full);
    const service = context.analyses.get(stack)?.topology.services.get(local);
    if (first === undefined || !service || isOneProject(context, splitHostName(first).stack, stack)) continue;
    yield {
      stack,
      subjects: [full, ...services.filter((service) => service !== full)],
      message: `${full} uses the container name '${name}', as ${fewNames(services.filter((service) => service !== full))} does: the Engine makes only the first.`,
      at: keyPlace(service, 'container_name'),
      fixes: [
        {
          title: `Let Compose name the container of ${full}`,
          safe: false,
          operations: [{ type: 'unset', service: local, key: 'container_name', item: null }],
        },
      ],
      evidence: [name],
      parts: services.map((service) => ['CN808', name, service]),
    };
  }
}

function givenName({ joined }: HostFacts, full: string): string | null {
  return joined.topology.services.get(full)?.containerName ?? null;
}

/** By container name, the services of several projects that get one of it, in the order of the host. */
function byContainer(context: HostFacts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [full, names] of context.joined.containers) {
    for (const name of names) {
      const list = found.get(name);
      if (list) list.push(full);
      else found.set(name, [full]);
    }
  }
  for (const [name, [first = '', ...others]] of found) {
    const { stack } = splitHostName(first);
    if (others.every((other) => splitHostName(other).stack === stack)) found.delete(name);
  }
  return found;
}
