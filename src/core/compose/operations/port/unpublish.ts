// Removing a published port.

import { ok } from '../../../text/result.ts';
import { formatAs, type OperationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { removeFromList } from '../steps/service-keys.ts';
import { findPort, ofProtocol, readPortName, refusePorts, refuseProtocol } from './port-text.ts';

/** Removes a published port: by host port; by `containerPort` where the host picks the port (`hostPort` ''). */
interface Unpublish {
  readonly type: 'unpublish';
  readonly service: string;
  readonly hostPort: string;
  readonly containerPort: string;
  /** Null: any protocol. */
  readonly protocol: string | null;
}

export const unpublish: OperationKind<Unpublish> = {
  type: 'unpublish',
  usage: 'SERVICE:HOSTPORT[/udp] or SERVICE::CONTAINERPORT[/udp]',
  parse(text) {
    const [service, named] = twoFields(text) ?? ['', ''];
    const picked = named.startsWith(':');
    const { port, protocol } = readPortName(picked ? named.slice(1) : named);
    if (service === '' || port === '') return null;
    const [hostPort, containerPort] = picked ? ['', port] : [port, ''];
    return { type: 'unpublish', service, hostPort, containerPort, protocol: protocol ?? null };
  },
  format: ({ service, hostPort, containerPort, protocol }) => [
    service,
    ofProtocol(hostPort === '' ? `:${containerPort}` : hostPort, protocol),
  ],
  editedKey: () => 'ports',
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
};
