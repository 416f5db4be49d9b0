// The keys of a service that hold one text.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, scalarText } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { textTree, withServiceKey } from '../steps/expected-tree.ts';
import { formatOperation } from '../operation-text.ts';
import { refuseJoined } from './owner-only.ts';
import type { OperationOf, Planner } from '../planner.ts';
import { setKey } from '../steps/service-keys.ts';

type FieldType = 'image' | 'user' | 'command' | 'entrypoint' | 'hostname' | 'container-name';

export const textField: Planner<FieldType> = {
  plan(document, operation) {
    const service = serviceOf(document, operation.service);
    if (!service.ok) return service;
    const key = keyOf(operation.type);
    const value = textOf(operation);
    if (scalarText(childOf(service.value.tree, key)) === value) return ok([]);
    const refused = refuseText(document, operation, value);
    if (refused) return refused;
    return editService(document, operation.service, (draft, current) => setKey(draft, current, key, value));
  },
  reduce(topology, operation, environment) {
    return withServiceKey(topology, operation.service, environment, keyOf(operation.type), () =>
      textTree(textOf(operation)),
    );
  },
};

function keyOf(type: FieldType): string {
  return type === 'container-name' ? 'container_name' : type;
}

function textOf(operation: OperationOf<FieldType>): string {
  switch (operation.type) {
    case 'image':
      return operation.image;
    case 'user':
      return operation.user;
    case 'command':
      return operation.command;
    case 'entrypoint':
    case 'hostname':
    case 'container-name':
      return operation.value;
  }
}

function refuseText(
  document: ComposeDocument,
  operation: OperationOf<FieldType>,
  value: string,
): Result<never> | null {
  if (
    operation.type === 'container-name' &&
    !value.includes('$') &&
    !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(value)
  ) {
    return refuse('invalid-name', `"${value}" is no container name: use letters, digits, ".", "_" and "-"`);
  }
  if (operation.type !== 'hostname') return null;
  const service = serviceOf(document, operation.service);
  if (!service.ok) return service;
  return refuseJoined(document.topology, service.value, 'a hostname', (owner) =>
    formatOperation({ ...operation, service: owner }),
  );
}
