// Making the root file system of a service read-only, or writable.

import { ok } from '../../../text/result.ts';
import { serviceField, switchField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { setKey } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    'read-only': ReadOnly;
  }
}

interface ReadOnly {
  readonly type: 'read-only';
  readonly service: string;
  readonly readOnly: boolean;
}

const readOnly = operationKind<ReadOnly>({
  type: 'read-only',
  effect: 'Makes the root file system read-only, or writable.',
  fields: [serviceField, switchField('readOnly', [true])],
  keys: ['read_only'],
  plan(document, { service: name, readOnly: on }) {
    return editService(document, name, (draft, service) =>
      service.readOnly === on ? ok(draft) : setKey(draft, service, 'read_only', on),
    );
  },
});

export const operations = [readOnly];
