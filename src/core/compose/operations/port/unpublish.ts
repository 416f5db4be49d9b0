// Removing a published port.

import { ok } from '../../../text/result.ts';
import { serviceField } from '../field.ts';
import { formatAs, type OperationKind, operationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import {
  findPort,
  namedPort,
  publishedPorts,
  readPortName,
  refusePorts,
  refuseProtocol,
  withProtocol,
} from '../steps/port-text.ts';
import { removeFromList } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    unpublish: Unpublish;
  }
}

interface Unpublish {
  readonly type: 'unpublish';
  readonly service: string;
  readonly hostPort: string;
  readonly containerPort: string;
  /** The protocol; null for any. */
  readonly protocol: string | null;
}

const unpublish: OperationKind<Unpublish> = operationKind<Unpublish>({
  type: 'unpublish',
  effect: 'Removes a published port; the second form names one whose host port the Engine picks.',
  replaces: true,
  fields: [
    serviceField,
    {
      usage: ':HOSTPORT[/udp]',
      parse(text = '') {
        const picked = text.startsWith(':');
        const { port, protocol = null } = readPortName(picked ? text.slice(1) : text);
        return port === '' ? null : { ...namedPort(port, picked), protocol };
      },
      format: ({ hostPort = '', containerPort = '', protocol }) =>
        withProtocol(hostPort === '' ? `:${containerPort}` : hostPort, protocol),
      examples: (place) => publishedPorts(place.service).map((port) => ({ ...port, protocol: null })),
    },
  ],
  usage: 'SERVICE:HOSTPORT[/udp] or SERVICE::CONTAINERPORT[/udp]',
  keys: ['ports'],
  refuseValue: ({ hostPort, containerPort, protocol }) =>
    refusePorts(hostPort || containerPort) ?? refuseProtocol(protocol),
  plan(document, operation) {
    return editService(document, operation.service, (draft, service) => {
      const item = findPort(service, operation, (protocol) =>
        formatAs(unpublish, { ...operation, protocol }),
      );
      if (!item.ok) return item;
      return item.value ? removeFromList(draft, service, 'ports', [item.value.index]) : ok(draft);
    });
  },
});

export const operations = [unpublish];
