// Saying which network gives a service its default route (G1).

import { ok } from '../../../text/result.ts';
import { editService } from '../steps/edit-entity.ts';
import { attachmentOf, setOption, withAttachment } from './endpoint.ts';
import type { Planner } from '../planner.ts';

export const gwPriority: Planner<'gw-priority'> = {
  plan(document, { service: name, network, priority }) {
    return editService(document, name, (draft, service) => {
      const attachment = attachmentOf(service, network);
      if (!attachment.ok) return attachment;
      if (attachment.value.gatewayPriority === priority) return ok(draft);
      return setOption(draft, service, network, 'gw_priority', priority);
    });
  },
  reduce(topology, { service: name, network, priority }) {
    return withAttachment(topology, name, network, { gatewayPriority: priority });
  },
};
