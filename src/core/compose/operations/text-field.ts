// The keys of a service that hold one text: image, user, command.

import { ok } from '../../text/result.ts';
import { interpolate } from '../project/interpolate.ts';
import { editService } from './edit-entity.ts';
import { withService } from './expect-model.ts';
import type { OperationOf, Planner } from './planner.ts';
import { setKey } from './service-keys.ts';

type FieldType = 'image' | 'user' | 'command';

export const textField: Planner<FieldType> = {
  plan(document, operation) {
    return editService(document, operation.service, (draft, service) => {
      const value = textOf(operation);
      return service[operation.type] === value ? ok(draft) : setKey(draft, service, operation.type, value);
    });
  },
  reduce(topology, operation, environment) {
    const { text } = interpolate(textOf(operation), environment);
    return withService(topology, operation.service, { [operation.type]: text });
  },
};

function textOf(operation: OperationOf<FieldType>): string {
  switch (operation.type) {
    case 'image':
      return operation.image;
    case 'user':
      return operation.user;
    case 'command':
      return operation.command;
  }
}
