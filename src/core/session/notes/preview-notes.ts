// Everything worth knowing of a change of the model that connections and findings do not show.

import type { Attachment, Topology } from '../../compose/topology.ts';
import { loopbackSplits } from './loopback-splits.ts';
import { lostHostPorts } from './lost-host-ports.ts';
import type { Note } from './note.ts';
import { portClashes } from './port-clashes.ts';

/** Notes on the way from one model to another: what breaks first, each kind in file order. */
export function previewNotes(before: Topology, after: Topology): readonly Note[] {
  if (before === after) return [];
  return [
    ...portClashes(before, after),
    ...loopbackSplits(before, after),
    ...droppedAddresses(before, after),
    ...lostHostPorts(before, after),
  ];
}

/** Addresses that a service had before and has no longer; those of removed services are no news. */
function droppedAddresses(before: Topology, after: Topology): readonly Note[] {
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
