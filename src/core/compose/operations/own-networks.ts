// The `networks` of a service as it writes them itself. Where an anchor says them, the choice is to write its own list.

import { ok, type Result, refuse } from '../../text/result.ts';
import { deref, entryOf, type TreeEntry } from '../../yaml/tree.ts';
import type { Service, Topology } from '../topology.ts';
import { ownEntry } from './service-keys.ts';

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
  const own = `only ${service.name}: it gets a list of its own (${wanted.join(', ')})`;
  return refuse(code, message, [
    { label: own, operation: `mode=${service.name}:networks:${wanted.join(',')}` },
  ]);
}

/** The anchor that says the networks of a service: behind an alias or a merge key, or held by the service; null without one. */
function networksAnchor(service: Service): string | null {
  const entry = entryOf(service.tree, 'networks');
  if (!entry) return null;
  if (entry.merged) return entry.merged.anchor;
  if (entry.value.kind === 'alias') return entry.value.name;
  return entry.value.anchor ?? deref(service.tree)?.anchor ?? null;
}

/** Services whose networks come from the same anchor as those of `service`, in file order; none where no anchor says them. */
export function networksSharers(topology: Topology, service: Service): readonly Service[] {
  const anchor = networksAnchor(service);
  if (anchor === null) return [];
  return [...topology.services.values()].filter((one) => networksAnchor(one) === anchor);
}
