// The `networks` of a service as it writes them itself. Where an anchor says them, the choice is to write its own list.

import { ok, type Result, refuse } from '../../../text/result.ts';
import type { TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Service } from '../../topology.ts';
import { ownEntry } from '../steps/service-keys.ts';

/** The entry, null where absent; refused with the choice of a list of its own, `wanted`, where others share it. */
export function ownNetworks(service: Service, wanted: readonly string[]): Result<TreeEntry | null> {
  const entry = ownEntry(service, 'networks');
  if (entry.ok) return ok(entry.value);
  const { code, message } = entry.error;
  // A list cannot say aliases or addresses, so it is offered where there are none.
  const plain = service.attachments.every(
    (one) => one.aliases.length === 0 && one.ipv4 === null && one.ipv6 === null && one.gatewayPriority === 0,
  );
  if (!plain || wanted.length === 0) return refuse(code, message);
  const own = `only ${service.name}: it gets a list of its own (${nameList(wanted)})`;
  return refuse(code, message, [
    { label: own, operation: `mode=${service.name}:networks:${wanted.join(',')}` },
  ]);
}
