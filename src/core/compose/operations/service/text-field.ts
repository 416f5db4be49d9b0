// The keys of a service that hold one text.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, scalarText } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service } from '../../topology.ts';
import { type Field, serviceField, textField } from '../field.ts';
import type { Operations } from '../operation.ts';
import { formatAs, type OperationKind, operationKind } from '../operation-kind.ts';
import { editService, serviceOf } from '../steps/edit-entity.ts';
import { refuseJoined, setKey } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    image: { readonly type: 'image'; readonly service: string; readonly image: string };
    user: { readonly type: 'user'; readonly service: string; readonly user: string };
    command: { readonly type: 'command'; readonly service: string; readonly command: string };
    entrypoint: ValueOperation<'entrypoint'>;
    hostname: ValueOperation<'hostname'>;
    'container-name': ValueOperation<'container-name'>;
  }
}

interface ValueOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly value: string;
}

/** A key of a service that holds one text, and the operation that sets it. */
interface TextKey<O extends OnService> extends Pick<OperationKind<O>, 'type' | 'effect' | 'replaces'> {
  readonly key: string;
  /** The command-line field of the text. */
  readonly field: Field<Partial<O>>;
  refuseText?(document: ComposeDocument, service: Service, operation: O): Result<never> | null;
}

interface OnService {
  readonly type: string;
  readonly service: string;
}

const image = textKind<Operations['image']>({
  type: 'image',
  effect: 'Sets the image.',
  key: 'image',
  field: textField('image', ':IMAGE', ['nginx:1.27']),
});

const user = textKind<Operations['user']>({
  type: 'user',
  effect: 'Sets the user, and the group.',
  key: 'user',
  field: textField('user', ':USER[:GROUP]', ['1000:1000']),
});

const command = textKind<Operations['command']>({
  type: 'command',
  effect: 'Sets the command.',
  replaces: true,
  key: 'command',
  field: textField('command', ':COMMAND', ['run --now'], 'any-text'),
});

const entrypoint = textKind<Operations['entrypoint']>({
  type: 'entrypoint',
  effect: 'Sets the entry point.',
  replaces: true,
  key: 'entrypoint',
  field: textField('value', ':COMMAND', ['/bin/sh -c "x"']),
});

const hostname: OperationKind<Operations['hostname']> = textKind<Operations['hostname']>({
  type: 'hostname',
  effect: 'Sets the host name.',
  key: 'hostname',
  field: textField('value', ':NAME', ['box', '${NAME:-n1}']),
  refuseText: (document, service, operation) =>
    refuseJoined(document.topology, service, 'a hostname', (owner) =>
      formatAs(hostname, { ...operation, service: owner }),
    ),
});

const containerName = textKind<Operations['container-name']>({
  type: 'container-name',
  effect: 'Sets the name of the container.',
  key: 'container_name',
  field: textField('value', ':NAME', ['box-1']),
  refuseText: (_document, _service, { value }) =>
    value.includes('$') || /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(value)
      ? null
      : refuse('invalid-name', `"${value}" is no container name: use letters, digits, ".", "_" and "-"`),
});

export const operations = [image, user, command, entrypoint, hostname, containerName];

function textKind<O extends OnService>({ key, field, refuseText, ...rest }: TextKey<O>): OperationKind<O> {
  return operationKind<O>({
    ...rest,
    fields: [serviceField as Field<Partial<O>>, field],
    keys: [key],
    plan(document, operation) {
      const service = serviceOf(document, operation.service);
      if (!service.ok) return service;
      const value = field.format(operation as Partial<O>) ?? '';
      if (scalarText(childOf(service.value.tree, key)) === value) return ok([]);
      const refused = refuseText?.(document, service.value, operation);
      if (refused) return refused;
      return editService(document, operation.service, (draft, current) => setKey(draft, current, key, value));
    },
  });
}
