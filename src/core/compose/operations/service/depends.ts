// Starting a service after another one.

import { ok } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import { deref } from '../../../yaml/tree.ts';
import { change } from '../steps/draft.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { withService } from '../steps/expect-model.ts';
import type { Planner } from '../planner.ts';
import { addToList, ownEntry } from '../steps/service-keys.ts';

export const depends: Planner<'depends'> = {
  plan(document, { service: name, target }) {
    const known = serviceOf(document, target);
    if (!known.ok) return known;
    return editService(document, name, (draft, service) => {
      if (service.dependsOn.some((dependency) => dependency.service === target)) return ok(draft);
      const entry = ownEntry(service, 'depends_on');
      if (!entry.ok) return entry;
      const written = deref(entry.value?.value);
      if (written?.kind !== 'map' || written.entries.length === 0)
        return addToList(draft, service, 'depends_on', target);
      const value = { condition: 'service_started' };
      return change(draft, (slice) => addEntry(slice, [...draft.path, 'depends_on'], target, value));
    });
  },
  reduce(topology, { service: name, target }) {
    const service = topology.services.get(name);
    if (!service || service.dependsOn.some((dependency) => dependency.service === target)) return topology;
    const added = { service: target, condition: 'service_started', required: true };
    return withService(topology, name, { dependsOn: [...service.dependsOn, added] });
  },
};
