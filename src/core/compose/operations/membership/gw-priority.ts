// Setting which network gives a service its default route (G1).

import { ok } from '../../../text/result.ts';
import type { OperationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { threeFields } from '../steps/fields.ts';
import { attachmentOf, setOption } from './memberships.ts';

/** Sets which network gives a service its default route. */
interface GatewayPriority {
  readonly type: 'gw-priority';
  readonly service: string;
  readonly network: string;
  readonly priority: number;
}

export const gwPriority: OperationKind<GatewayPriority> = {
  type: 'gw-priority',
  usage: 'SERVICE:NETWORK:NUMBER',
  parse(text) {
    const [service, network, priority] = threeFields(text) ?? ['', '', ''];
    if (!/^-?\d+$/.test(priority)) return null;
    return { type: 'gw-priority', service, network, priority: Number(priority) };
  },
  format: ({ service, network, priority }) => [service, network, String(priority)],
  editedKey: () => 'networks',
  plan(document, { service: name, network, priority }) {
    return editService(document, name, (draft, service) => {
      const attachment = attachmentOf(service, network);
      if (!attachment.ok) return attachment;
      if (attachment.value.gatewayPriority === priority) return ok(draft);
      return setOption(draft, service, network, 'gw_priority', priority);
    });
  },
};
