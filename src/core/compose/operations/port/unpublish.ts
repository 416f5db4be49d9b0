// Taking a published port back.

import { ok } from '../../../text/result.ts';
import { editService } from '../steps/edit-entity.ts';
import { withService } from '../steps/expect-model.ts';
import { findPort } from './find-ports.ts';
import { formatOperation } from '../operation-text.ts';
import type { Planner } from '../planner.ts';
import { removeFromList } from '../steps/service-keys.ts';

export const unpublish: Planner<'unpublish'> = {
  plan(document, operation) {
    return editService(document, operation.service, (draft, service) => {
      const item = findPort(service, operation, (protocol) => formatOperation({ ...operation, protocol }));
      if (!item.ok) return item;
      return item.value ? removeFromList(draft, service, 'ports', [item.value.index]) : ok(draft);
    });
  },
  reduce(topology, operation) {
    const service = topology.services.get(operation.service);
    const found = service ? findPort(service, operation) : null;
    const item = found?.ok ? found.value : null;
    if (!service || !item) return topology;
    return withService(topology, operation.service, { ports: service.ports.filter((port) => port !== item) });
  },
};
