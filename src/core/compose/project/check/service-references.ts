// Every place where a service names another one that Compose must find in the file. Each makes it start after that one, so
// together they are the edges of the start order.

import { deref, type Path } from '../../../yaml/tree.ts';
import { oncePer } from '../../once-per.ts';
import type { Service } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';

/** One reference; `path` leads to it from the service. */
export interface ServiceReference {
  readonly key: 'depends_on' | 'links' | 'volumes_from' | 'network_mode' | 'pid' | 'ipc' | 'uts' | 'cgroup';
  readonly target: string;
  readonly path: Path;
}

/** The references of a service: dependencies, links, volumes, then namespaces (A8). */
export const serviceReferences = oncePer((service: Service): readonly ServiceReference[] => {
  const references: ServiceReference[] = [];
  const fields = fieldsOf(service.tree);
  const dependencies = deref(fields.get('depends_on')?.value);
  for (const [index, { service: target }] of service.dependsOn.entries()) {
    const step = dependencies?.kind === 'map' ? target : index;
    references.push({ key: 'depends_on', target, path: ['depends_on', step] });
  }
  for (const [index, { service: target, alias }] of service.links.entries()) {
    // A link with more colons than it may have names nothing for sure; `item-problems.ts` reports it.
    if (alias?.includes(':')) continue;
    references.push({ key: 'links', target, path: ['links', index] });
  }
  for (const [index, source] of service.volumesFrom.entries()) {
    const [target = ''] = source.split(':');
    if (target !== 'container')
      references.push({ key: 'volumes_from', target, path: ['volumes_from', index] });
  }
  const { mode } = service;
  if (mode.kind === 'service')
    references.push({ key: 'network_mode', target: mode.of, path: ['network_mode'] });
  for (const key of ['pid', 'ipc', 'uts', 'cgroup'] as const) {
    const target = /^service:(.*)$/s.exec(service[key] ?? '')?.[1];
    if (target !== undefined) references.push({ key, target, path: [key] });
  }
  return references;
});
