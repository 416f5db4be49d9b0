// CN604. Owns: services whose containers get the same name. Names in the DNS of a network are CN406, replicas of one service are CN603.

import { containersOf } from '../compose/containers-of.ts';
import { nameList } from '../compose/name-list.ts';
import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule, RuleContext } from '../findings/finding.ts';
import { holdersByName, type NameHolders, removeContainerName } from './facts/container-names.ts';

export const rule: Rule = {
  id: 'CN604',
  slug: 'container-name-taken',
  title: 'Two containers get the same name',
  why: 'A container name is unique on an Engine, whatever networks the containers are on. The second container is not created, and `docker compose up` stops there; newer Compose refuses the file.',
  severity: 'error',
  source: 'D11 (measured)',
  *check(context) {
    for (const [name, { all, stated }] of takers(context)) {
      const culprit = stated.findLast((service) => context.checked.has(service.name));
      if (all.length < 2 || !culprit) continue;
      const services = [...stated, ...all.filter((service) => !stated.includes(service))];
      const others = services.filter((service) => service !== culprit).map((service) => service.name);
      yield {
        subjects: [culprit.name, ...others],
        message: `${nameList([culprit.name, ...others])} use the container name '${name}': the Engine creates only the first.`,
        at: keyPlace(culprit, 'container_name'),
        fixes: [removeContainerName(culprit.name, culprit.name)],
        evidence: [name],
        // After one service is renamed, the next one is the subject.
        parts: services.map((service) => ['CN604', name, service.name]),
      };
    }
  },
};

/** Returns the active services by container name; none unless a service states a name, since Compose's own names differ. */
function takers({ views, reach, topology }: RuleContext): ReadonlyMap<string, NameHolders<Service>> {
  const services = [...views.values()].map(({ service }) => service);
  if (services.every(({ containerName }) => containerName === null)) return new Map();
  const project = reach.options.project ?? topology.name;
  const containers = (service: Service): readonly string[] =>
    service.containerName === null && service.replicas === 0 ? [] : containersOf(service, project);
  return holdersByName(services.map((service) => [service, service, containers(service)] as const));
}
