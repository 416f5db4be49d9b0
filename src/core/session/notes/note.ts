// What a person should know of an operation although no connection and no finding shows it: the facts, and their words for the
// tooltip at the pointer.

import { rangeText } from '../../compose/project/ports/port-range.ts';
import { type ListeningPort, listeningRange } from '../../images/catalogue.ts';
import type { LoopbackReference } from '../../needs/find-loopback-references.ts';

export type Note =
  /** A fixed address of a membership that is removed. */
  | {
      readonly type: 'address-dropped';
      readonly service: string;
      readonly network: string;
      readonly address: string;
    }
  /** Ports that were reachable on the host's network. `publishOn`: the service whose `ports` could bring them back; null for none. */
  | {
      readonly type: 'leaves-host';
      readonly service: string;
      readonly ports: readonly ListeningPort[];
      readonly publishOn: string | null;
    }
  /** A right that a service loses, as a sentence without its full stop. */
  | { readonly type: 'right-lost'; readonly text: string }
  /** Two services that come to share a namespace and listen on the same ports; `first` is the first in file order. */
  | {
      readonly type: 'port-clash';
      readonly first: string;
      readonly second: string;
      readonly ports: readonly ListeningPort[];
    }
  /** A loopback address that no longer leads to `to`; null where no service is known to listen there. */
  | { readonly type: 'loopback-split'; readonly reference: LoopbackReference; readonly to: string | null };

/** The severity of a note. `breaks`: something certainly stops working. `loses`: something is lost, or may stop working. */
interface NoteText {
  readonly tone: 'breaks' | 'loses';
  readonly text: string;
}

/** The most ports that a line lists. */
const shownPorts = 6;

/** Returns a note as one line: the effect, and at its end the reason if it is only likely. */
export function noteText(note: Note): NoteText {
  switch (note.type) {
    case 'address-dropped':
      return {
        tone: 'loses',
        text: `drops the fixed address ${note.address} of ${note.service} on ${note.network}`,
      };
    case 'right-lost':
      return { tone: 'loses', text: note.text };
    case 'leaves-host':
      return {
        tone: 'loses',
        text: `no longer on the host: ${note.service} at ${portList(note.ports)}${isGuess(note.ports) ? ', where its image usually listens' : ''}`,
      };
    case 'port-clash': {
      const text = `${note.first} and ${note.second} both listen on ${portList(note.ports)}`;
      return isGuess(note.ports)
        ? { tone: 'loses', text: `may clash: ${text}, going by their images` }
        : { tone: 'breaks', text: `clash: ${text}` };
    }
    case 'loopback-split': {
      const { service, address, place } = note.reference;
      const from = `${service} addresses ${address} (${place})`;
      return note.to === null
        ? { tone: 'loses', text: `may stop working: ${from}` }
        : { tone: 'breaks', text: `stops working: ${from}, which is ${note.to}` };
    }
  }
}

function portList(ports: readonly ListeningPort[]): string {
  const shown = ports.slice(0, shownPorts).map(portText).join(', ');
  return ports.length > shownPorts ? `${shown} and ${ports.length - shownPorts} more` : shown;
}

function isGuess(ports: readonly ListeningPort[]): boolean {
  return ports.every(({ inferred }) => inferred);
}

/** Returns a port as text: `9101`, `53/udp`; tcp is left out. */
export function portText(port: ListeningPort): string {
  const numbers = rangeText(listeningRange(port));
  return port.protocol === 'tcp' ? numbers : `${numbers}/${port.protocol}`;
}
