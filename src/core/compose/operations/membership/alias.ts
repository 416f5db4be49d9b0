// Giving a service one more name on a network.

import { ok } from '../../../text/result.ts';
import { addItem } from '../../../yaml/add-entry.ts';
import { childOf, deref } from '../../../yaml/tree.ts';
import { change } from '../steps/draft.ts';
import { editService } from '../steps/edit-entity.ts';
import { attachmentOf, setOption, withAttachment } from './endpoint.ts';
import type { Planner } from '../planner.ts';
import { ownEntry } from '../steps/service-keys.ts';

export const alias: Planner<'alias'> = {
  plan(document, { service: name, network, alias: added }) {
    return editService(document, name, (draft, service) => {
      const attachment = attachmentOf(service, network);
      if (!attachment.ok) return attachment;
      if (attachment.value.aliases.includes(added)) return ok(draft);
      const entry = ownEntry(service, 'networks');
      if (!entry.ok) return entry;
      const list = deref(childOf(childOf(entry.value?.value, network), 'aliases'));
      if (list?.kind !== 'seq') return setOption(draft, service, network, 'aliases', [added]);
      return change(draft, (slice) => addItem(slice, [...draft.path, 'networks', network, 'aliases'], added));
    });
  },
  reduce(topology, { service: name, network, alias: added }) {
    const found = topology.services
      .get(name)
      ?.attachments.find((attachment) => attachment.network === network);
    if (!found || found.aliases.includes(added)) return topology;
    return withAttachment(topology, name, network, { aliases: [...found.aliases, added] });
  },
};
