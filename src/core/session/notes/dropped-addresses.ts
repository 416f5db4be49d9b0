// Fixed addresses that go with a membership: a move takes aliases and priorities along, not the address.

import type { Attachment, Topology } from '../../compose/topology.ts';
import type { Note } from './note.ts';

/** Addresses that a service had before and has no longer; those of removed services are no news. */
export function droppedAddresses(before: Topology, after: Topology): readonly Note[] {
  const notes: Note[] = [];
  for (const { name, attachments } of before.services.values()) {
    const now = after.services.get(name);
    if (!now || now.attachments === attachments) continue;
    const kept = new Set(now.attachments.flatMap(addressesOf));
    for (const attachment of attachments) {
      for (const address of addressesOf(attachment)) {
        if (!kept.has(address))
          notes.push({ type: 'address-dropped', service: name, network: attachment.network, address });
      }
    }
  }
  return notes;
}

function addressesOf({ ipv4, ipv6, macAddress }: Attachment): readonly string[] {
  return [ipv4, ipv6, macAddress].filter((address) => address !== null);
}
