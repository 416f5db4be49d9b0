// The memberships of a service: reading and writing the options of one (as a mapping, where it is only a name yet), and the
// `networks` of a service as it writes them itself.

import { ok, type Result, refuse } from '../../../text/result.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { childOf, deref, entryOf, itemsOf, scalarText, type TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Attachment, Service } from '../../topology.ts';
import { change, type Draft } from './edit-entity.ts';
import { ownEntry, setKey } from './service-keys.ts';

/** Returns the membership of a service on a network; refused where there is none. */
export function attachmentOf(service: Service, network: string): Result<Attachment> {
  const found = service.attachments.find((attachment) => attachment.network === network);
  return found ? ok(found) : refuse('not-attached', `${service.name} is not on ${network}`);
}

/** Sets one option of a membership (`ipv4_address`, `gw_priority`, …). */
export function setOption(
  draft: Draft,
  service: Service,
  network: string,
  key: string,
  value: Writable,
): Result<Draft> {
  const entry = ownEntry(service, 'networks');
  if (!entry.ok) return entry;
  const path = [...draft.path, 'networks'];
  const written = deref(entry.value?.value);
  if (written?.kind === 'map' && written.entries.length > 0) {
    const ownTreeEntry = entryOf(written, network);
    if (ownTreeEntry?.merged || ownTreeEntry?.value.kind === 'alias') {
      return refuse('merged-in', `the options of ${network} come from an anchor`);
    }
    const has = childOf(ownTreeEntry?.value, key) !== null;
    return change(
      draft,
      has
        ? { do: 'replace-any', path: [...path, network, key], value }
        : { do: 'add', path: [...path, network], key, value },
    );
  }
  if (written?.kind === 'seq' && itemsOf(written).length > 0) {
    // Compose puts values in place of variables in items of a list, never in keys (semantics 4.5).
    if (itemsOf(written).some((item) => scalarText(item)?.includes('$'))) {
      const message = `the networks of ${service.name} are written with a variable, which a mapping cannot have`;
      return refuse('interpolated', message);
    }
    const mapped = change(draft, { do: 'name', path });
    return mapped.ok ? change(mapped.value, { do: 'add', path: [...path, network], key, value }) : mapped;
  }
  return setKey(draft, service, 'networks', { [network]: { [key]: value } });
}

/**
 * Returns the `networks` entry of a service, null where absent. Refused where services share it; the choice is a list of its own, `wanted`.
 */
export function ownNetworks(service: Service, wanted: readonly string[]): Result<TreeEntry | null> {
  const entry = ownEntry(service, 'networks');
  if (entry.ok) return ok(entry.value);
  const { code, message } = entry.error;
  // A list cannot hold aliases or addresses, so it is offered only where there are none.
  const plain = service.attachments.every(
    (attachment) =>
      attachment.aliases.length === 0 &&
      attachment.ipv4 === null &&
      attachment.ipv6 === null &&
      attachment.gatewayPriority === 0,
  );
  if (!plain || wanted.length === 0) return refuse(code, message);
  const choice = `only ${service.name}: it gets a list of its own (${nameList(wanted)})`;
  return refuse(code, message, [
    { label: choice, operation: `mode=${service.name}:networks:${wanted.join(',')}` },
  ]);
}

/** Returns the refusal for a provider, which is no container (A1) and so on no network; null for any other service. */
export function refuseProvider(service: Service): Result<never> | null {
  if (!service.isProvider) return null;
  return refuse('provider', `${service.name} is a provider and no container, so it is on no network`);
}
