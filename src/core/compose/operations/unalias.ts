// Taking a name off a service on one network.

import { ok, refuse } from '../../text/result.ts';
import { removeNode } from '../../yaml/remove-node.ts';
import { replaceValue } from '../../yaml/replace-value.ts';
import { childOf, entriesOf, itemsOf, scalarText } from '../../yaml/tree.ts';
import { change } from './steps/draft.ts';
import { editService } from './steps/edit-entity.ts';
import { withAttachment } from './membership/endpoint.ts';
import type { Planner } from './planner.ts';
import { ownEntry } from './steps/service-keys.ts';

export const unalias: Planner<'unalias'> = {
  plan(document, { service: name, network, alias }) {
    return editService(document, name, (draft, service) => {
      const attachment = service.attachments.find((one) => one.network === network);
      if (!attachment?.aliases.includes(alias)) return ok(draft);
      const entry = ownEntry(service, 'networks');
      if (!entry.ok) return entry;
      const options = childOf(entry.value?.value, network);
      const list = itemsOf(childOf(options, 'aliases'));
      const index = list.findIndex((item) => scalarText(item) === alias);
      if (index < 0) return refuse('interpolated', `the alias ${alias} is written with a variable`);
      const path = [...draft.path, 'networks', network];
      if (list.length > 1) return change(draft, (slice) => removeNode(slice, [...path, 'aliases', index]));
      if (entriesOf(options).length > 1)
        return change(draft, (slice) => removeNode(slice, [...path, 'aliases']));
      return change(draft, (slice) => replaceValue(slice, path, {}));
    });
  },
  reduce(topology, { service: name, network, alias }) {
    const found = topology.services.get(name)?.attachments.find((one) => one.network === network);
    if (!found) return topology;
    return withAttachment(topology, name, network, { aliases: found.aliases.filter((one) => one !== alias) });
  },
};
