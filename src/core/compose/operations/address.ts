// Fixing the address of a service on a network.

import { ok, refuse } from '../../text/result.ts';
import { isIpLiteral } from '../project/ip-literal.ts';
import { editService } from './edit-entity.ts';
import { attachmentOf, setOption, withAttachment } from './endpoint.ts';
import type { Planner } from './planner.ts';

export const address: Planner<'address'> = {
  plan(document, { service: name, network, address: wanted }) {
    if (!isIpLiteral(wanted)) return refuse('invalid-address', `"${wanted}" is no IP address`);
    return editService(document, name, (draft, service) => {
      const attachment = attachmentOf(service, network);
      if (!attachment.ok) return attachment;
      const six = wanted.includes(':');
      if ((six ? attachment.value.ipv6 : attachment.value.ipv4) === wanted) return ok(draft);
      return setOption(draft, service, network, six ? 'ipv6_address' : 'ipv4_address', wanted);
    });
  },
  reduce(topology, { service: name, network, address: wanted }) {
    const changes = wanted.includes(':') ? { ipv6: wanted } : { ipv4: wanted };
    return withAttachment(topology, name, network, changes);
  },
};
