// Adding an alias of a service on a network, and removing one.

import { ok, refuse } from '../../../text/result.ts';
import { childOf, deref, entriesOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, editService } from '../steps/edit-entity.ts';
import { threeFields } from '../steps/fields.ts';
import { ownEntry } from '../steps/service-keys.ts';
import { attachmentOf, setOption } from './memberships.ts';

interface AliasOperation<T extends 'alias' | 'unalias'> {
  readonly type: T;
  readonly service: string;
  readonly network: string;
  readonly alias: string;
}

/** What the operations `alias` and `unalias` have in common. */
function aliasForm<T extends 'alias' | 'unalias'>(
  type: T,
): Pick<OperationKind<AliasOperation<T>>, 'type' | 'usage' | 'parse' | 'format' | 'editedKey'> {
  return {
    type,
    usage: 'SERVICE:NETWORK:ALIAS',
    parse(text) {
      const fields = threeFields(text);
      return fields && { type, service: fields[0], network: fields[1], alias: fields[2] };
    },
    format: ({ service, network, alias: name }) => [service, network, name],
    editedKey: () => 'networks',
  };
}

export const alias: OperationKind<AliasOperation<'alias'>> = {
  ...aliasForm('alias'),
  plan(document, { service: name, network, alias: added }) {
    return editService(document, name, (draft, service) => {
      const attachment = attachmentOf(service, network);
      if (!attachment.ok) return attachment;
      if (attachment.value.aliases.includes(added)) return ok(draft);
      const entry = ownEntry(service, 'networks');
      if (!entry.ok) return entry;
      const list = deref(childOf(childOf(entry.value?.value, network), 'aliases'));
      if (list?.kind !== 'seq') return setOption(draft, service, network, 'aliases', [added]);
      return change(draft, {
        do: 'append',
        path: [...draft.path, 'networks', network, 'aliases'],
        value: added,
      });
    });
  },
};

export const unalias: OperationKind<AliasOperation<'unalias'>> = {
  ...aliasForm('unalias'),
  plan(document, { service: name, network, alias: gone }) {
    return editService(document, name, (draft, service) => {
      const attachment = service.attachments.find((attachment) => attachment.network === network);
      if (!attachment?.aliases.includes(gone)) return ok(draft);
      const entry = ownEntry(service, 'networks');
      if (!entry.ok) return entry;
      const options = childOf(entry.value?.value, network);
      const list = itemsOf(childOf(options, 'aliases'));
      const index = list.findIndex((item) => scalarText(item) === gone);
      if (index < 0) return refuse('interpolated', `the alias ${gone} is written with a variable`);
      const path = [...draft.path, 'networks', network];
      if (list.length > 1) return change(draft, { do: 'remove', path: [...path, 'aliases', index] });
      if (entriesOf(options).length > 1) return change(draft, { do: 'remove', path: [...path, 'aliases'] });
      return change(draft, { do: 'replace', path, value: {} });
    });
  },
};
