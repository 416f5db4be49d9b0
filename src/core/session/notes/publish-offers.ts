// Operations that bring back a port that left the host: published on the loopback only, where it opens nothing to the outside.

import type { Operation } from '../../compose/operations/operation.ts';
import { rangeText } from '../../compose/project/ports/port-range.ts';
import { type ListeningPort, listeningRange } from '../../images/catalogue.ts';
import { type Note, portText } from './note.ts';

export interface PublishOffer {
  readonly label: string;
  readonly operations: readonly Operation[];
}

const mostOffers = 5;

/** Returns one offer for each lost port and one for all of them; only the latter for many ports. */
export function publishOffers(notes: readonly Note[]): readonly PublishOffer[] {
  const single: PublishOffer[] = [];
  for (const note of notes) {
    if (note.type !== 'leaves-host' || note.publishOn === null) continue;
    for (const port of note.ports) {
      const operation = publishOnLoopback(note.publishOn, port);
      if (operation === null) continue;
      const label = `Publish ${portText(port)} on 127.0.0.1`;
      // An open container and its guest may name the same port.
      if (single.every((each) => each.label !== label)) single.push({ label, operations: [operation] });
    }
  }
  const all: PublishOffer = {
    label: `Publish all ${single.length} on 127.0.0.1`,
    operations: single.flatMap(({ operations }) => operations),
  };
  if (single.length < 2) return single;
  return single.length > mostOffers ? [all] : [...single, all];
}

function publishOnLoopback(service: string, listening: ListeningPort): Operation | null {
  const { protocol } = listening;
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') return null;
  const numbers = rangeText(listeningRange(listening));
  return {
    type: 'publish',
    service,
    port: { hostIp: '127.0.0.1', hostPort: numbers, containerPort: numbers, protocol },
  };
}
