// CN808. Owns: one container name in several stacks. Within one stack that is CN604.

import { keyPlace } from '../compose/places.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { stackServiceOf } from '../host/stack-service.ts';
import { holdersByName, type NameHolders, removeContainerName } from './facts/container-names.ts';
import { fewNames, isOneProject } from './facts/host-networks.ts';

export const rule: Rule = {
  id: 'CN808',
  slug: 'container-name-taken',
  title: 'Containers of two stacks get one name',
  why: 'A container name is unique on an Engine, whatever the project. The container of the second stack is not created: its `up` stops with "the container name is already in use".',
  severity: 'error',
  source: 'D11 (measured)',
  *checkStacks(context) {
    const { joined, topology } = context;
    const services = [...topology.services].map(
      ([name, service]) => [name, service, joined.containers.get(name) ?? []] as const,
    );
    for (const [name, takers] of holdersByName(services)) {
      const stacks = new Set(takers.all.map((full) => splitHostName(full).stack));
      if (stacks.size > 1) yield* reports(context, name, takers);
    }
  },
};

function* reports(context: HostFacts, name: string, { all, stated }: NameHolders<string>): Iterable<Report> {
  // The service that has the name by default counts as the first.
  const [first = '', ...others] = [...all.filter((service) => !stated.includes(service)), ...stated];
  for (const full of others) {
    const found = stackServiceOf(context, full);
    if (!found || isOneProject(context, splitHostName(first).stack, found.stack)) continue;
    const { stack, service } = found;
    const rivals = all.filter((other) => other !== full);
    yield {
      stack,
      subjects: [full, ...rivals],
      message: `${full} uses the container name '${name}', as ${fewNames(rivals)} does: the Engine creates only the first.`,
      at: keyPlace(service, 'container_name'),
      fixes: [removeContainerName(service.name, full)],
      evidence: [name],
      parts: all.map((service) => ['CN808', name, service]),
    };
  }
}
