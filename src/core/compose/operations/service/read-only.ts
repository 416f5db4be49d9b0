// Making the root file system of a service read-only, or writable.

import { ok } from '../../../text/result.ts';
import type { OperationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { setKey } from '../steps/service-keys.ts';

/** Sets `read_only`. */
interface ReadOnly {
  readonly type: 'read-only';
  readonly service: string;
  readonly readOnly: boolean;
}

export const readOnly: OperationKind<ReadOnly> = {
  type: 'read-only',
  usage: 'SERVICE:true|false',
  parse(text) {
    const [service, word] = twoFields(text) ?? ['', ''];
    if (word !== 'true' && word !== 'false') return null;
    return { type: 'read-only', service, readOnly: word === 'true' };
  },
  format: ({ service, readOnly: on }) => [service, String(on)],
  editedKey: () => 'read_only',
  plan(document, { service: name, readOnly: on }) {
    return editService(document, name, (draft, service) =>
      service.readOnly === on ? ok(draft) : setKey(draft, service, 'read_only', on),
    );
  },
};
