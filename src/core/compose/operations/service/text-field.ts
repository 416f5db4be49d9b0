// The keys of a service that hold one text.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, scalarText } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service } from '../../topology.ts';
import { formatAs, type OperationKind } from '../operation-kind.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { refuseJoined, setKey } from '../steps/service-keys.ts';

interface Image {
  readonly type: 'image';
  readonly service: string;
  readonly image: string;
}

interface User {
  readonly type: 'user';
  readonly service: string;
  readonly user: string;
}

interface Command {
  readonly type: 'command';
  readonly service: string;
  readonly command: string;
}

interface ValueOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly value: string;
}

/** What distinguishes one such key from the others. */
interface TextField<O extends { readonly type: string; readonly service: string }> {
  readonly type: O['type'];
  readonly usage: string;
  readonly key: string;
  make(service: string, text: string): O;
  textOf(operation: O): string;
  refuseText?(document: ComposeDocument, service: Service, operation: O): Result<never> | null;
}

export const image = textField<Image>({
  type: 'image',
  usage: 'SERVICE:IMAGE',
  key: 'image',
  make: (service, text) => ({ type: 'image', service, image: text }),
  textOf: (operation) => operation.image,
});

export const user = textField<User>({
  type: 'user',
  usage: 'SERVICE:USER[:GROUP]',
  key: 'user',
  make: (service, text) => ({ type: 'user', service, user: text }),
  textOf: (operation) => operation.user,
});

export const command = textField<Command>({
  type: 'command',
  usage: 'SERVICE:COMMAND',
  key: 'command',
  make: (service, text) => ({ type: 'command', service, command: text }),
  textOf: (operation) => operation.command,
});

export const entrypoint = valueField('entrypoint', 'SERVICE:COMMAND', 'entrypoint');

export const hostname: OperationKind<ValueOperation<'hostname'>> = valueField(
  'hostname',
  'SERVICE:NAME',
  'hostname',
  (document, service, operation) =>
    refuseJoined(document.topology, service, 'a hostname', (owner) =>
      formatAs(hostname, { ...operation, service: owner }),
    ),
);

export const containerName = valueField(
  'container-name',
  'SERVICE:NAME',
  'container_name',
  (_document, _service, { value }) =>
    value.includes('$') || /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(value)
      ? null
      : refuse('invalid-name', `"${value}" is no container name: use letters, digits, ".", "_" and "-"`),
);

function valueField<T extends string>(
  type: T,
  usage: string,
  key: string,
  refuseText: NonNullable<TextField<ValueOperation<T>>['refuseText']> = () => null,
): OperationKind<ValueOperation<T>> {
  return textField<ValueOperation<T>>({
    type,
    usage,
    key,
    make: (service, value) => ({ type, service, value }),
    textOf: (operation) => operation.value,
    refuseText,
  });
}

function textField<O extends { readonly type: string; readonly service: string }>({
  type,
  usage,
  key,
  make,
  textOf,
  refuseText,
}: TextField<O>): OperationKind<O> {
  return {
    type,
    usage,
    parse(text) {
      const fields = twoFields(text);
      return fields && make(fields[0], fields[1]);
    },
    format: (operation) => [operation.service, textOf(operation)],
    editedKey: () => key,
    plan(document, operation) {
      const service = serviceOf(document, operation.service);
      if (!service.ok) return service;
      const value = textOf(operation);
      if (scalarText(childOf(service.value.tree, key)) === value) return ok([]);
      const refused = refuseText?.(document, service.value, operation);
      if (refused) return refused;
      return editService(document, operation.service, (draft, current) => setKey(draft, current, key, value));
    },
  };
}
