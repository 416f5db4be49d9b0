// Adding an alias of a service on a network, and removing one.

import { ok, refuse } from '../../../text/result.ts';
import { childOf, deref, entriesOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import { attachedField, serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, editService } from '../steps/edit-entity.ts';
import { attachmentOf, setOption } from '../steps/memberships.ts';
import { ownEntry } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    alias: AliasOperation<'alias'>;
    unalias: AliasOperation<'unalias'>;
  }
}

interface AliasOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly network: string;
  readonly alias: string;
}

export const alias = operationKind<AliasOperation<'alias'>>({
  type: 'alias',
  effect: 'Adds an alias on a network.',
  fields: [serviceField, attachedField, textField('alias', ':ALIAS', ['store', 'on'])],
  keys: ['networks'],
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
});

const unalias = operationKind<AliasOperation<'unalias'>>({
  type: 'unalias',
  effect: 'Removes an alias.',
  replaces: true,
  fields: [
    serviceField,
    attachedField,
    textField('alias', ':ALIAS', (place) => place.service.attachments.flatMap(({ aliases }) => aliases)),
  ],
  keys: ['networks'],
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
});

export const operations = [alias, unalias];
