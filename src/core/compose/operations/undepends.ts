// Taking a start order back.

import { ok } from '../../text/result.ts';
import { removeNode } from '../../yaml/remove-node.ts';
import { deref, itemsOf, scalarText } from '../../yaml/tree.ts';
import { change } from './steps/draft.ts';
import { editService } from './steps/edit-entity.ts';
import { withService } from './steps/expect-model.ts';
import type { Planner } from './planner.ts';
import { ownEntry, removeFromList, removeKey } from './steps/service-keys.ts';

export const undepends: Planner<'undepends'> = {
  plan(document, { service: name, target }) {
    return editService(document, name, (draft, service) => {
      if (!service.dependsOn.some((dependency) => dependency.service === target)) return ok(draft);
      if (service.dependsOn.length === 1) return removeKey(draft, service, 'depends_on');
      const entry = ownEntry(service, 'depends_on');
      if (!entry.ok) return entry;
      const written = deref(entry.value?.value);
      if (written?.kind === 'map') {
        return change(draft, (slice) => removeNode(slice, [...draft.path, 'depends_on', target]));
      }
      const index = itemsOf(written).findIndex((item) => scalarText(item) === target);
      return removeFromList(draft, service, 'depends_on', index < 0 ? [] : [index]);
    });
  },
  reduce(topology, { service: name, target }) {
    const service = topology.services.get(name);
    if (!service) return topology;
    return withService(topology, name, {
      dependsOn: service.dependsOn.filter((one) => one.service !== target),
    });
  },
};
