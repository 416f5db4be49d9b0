// CN604. Owns: services whose containers get one name. The name in the DNS of a network is CN406, replicas of one service are CN603.

import { nameList } from '../compose/name-list.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN604',
  slug: 'container-name-taken',
  title: 'Two containers get the same name',
  why: 'A container name is given once on an Engine, whatever networks the containers are on. The second container is not made, and docker compose up ends there; newer Compose refuses the file.',
  severity: 'error',
  source: 'D11 (measured)',
  *check(context) {
    for (const [name, services] of containers(context)) {
      if (services.length < 2) continue;
      const culprit = services.findLast(
        (service) => service.containerName === name && context.checked.has(service.name),
      );
      if (!culprit) continue;
      const others = services.filter((service) => service !== culprit).map((service) => service.name);
      yield {
        subjects: [culprit.name, ...others],
        message: `${nameList([culprit.name, ...others])} use the container name '${name}': the Engine makes only the first.`,
        at: keyPlace(culprit, 'container_name'),
        fixes: [leaveToCompose(culprit)],
        evidence: [name],
        // After one of them is renamed, the next of them is the subject.
        parts: services.map((service) => ['CN604', name, service.name]),
      };
    }
  },
};

/** By container name: the active services that get one of that name, in file order. */
function containers({ views, reach, topology }: RuleContext): ReadonlyMap<string, readonly Service[]> {
  const found = new Map<string, Service[]>();
  for (const { service } of views.values()) {
    const { containerName: name } = service;
    if (name === null) continue;
    found.set(name, [...(found.get(name) ?? []), service]);
  }
  const project = reach.options.project ?? topology.name;
  if (found.size === 0 || project === null) return found;
  for (const [name, taken] of found) {
    if (!name.startsWith(`${project}-`)) continue;
    const [, own = '', number = ''] = /^(.+)-([1-9]\d*)$/s.exec(name.slice(project.length + 1)) ?? [];
    const service = views.get(own)?.service;
    if (service?.containerName === null && Number(number) <= service.replicas) taken.push(service);
  }
  return found;
}

function leaveToCompose({ name }: Service): Fix {
  return {
    title: `Let Compose name the container of ${name}`,
    safe: false,
    operations: [{ type: 'unset', service: name, key: 'container_name', item: null }],
  };
}
