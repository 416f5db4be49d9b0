// Setting which network gives a service its default route (G1).

import { ok } from '../../../text/result.ts';
import { attachedField, serviceField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { attachmentOf, setOption } from '../steps/memberships.ts';

declare module '../operation.ts' {
  interface Operations {
    'gw-priority': GatewayPriority;
  }
}

interface GatewayPriority {
  readonly type: 'gw-priority';
  readonly service: string;
  readonly network: string;
  readonly priority: number;
}

const gwPriority = operationKind<GatewayPriority>({
  type: 'gw-priority',
  effect: 'Sets the priority of a network as the default route.',
  fields: [
    serviceField,
    attachedField,
    {
      usage: ':NUMBER',
      parse: (text = '') => (/^-?\d+$/.test(text) ? { priority: Number(text) } : null),
      format: ({ priority }) => String(priority),
      examples: () => [{ priority: 5 }],
    },
  ],
  keys: ['networks'],
  plan(document, { service: name, network, priority }) {
    return editService(document, name, (draft, service) => {
      const attachment = attachmentOf(service, network);
      if (!attachment.ok) return attachment;
      if (attachment.value.gatewayPriority === priority) return ok(draft);
      return setOption(draft, service, network, 'gw_priority', priority);
    });
  },
});

export const operations = [gwPriority];
