// A note in words, short enough for the tip at the pointer.

import type { ListeningPort } from '../../analysis/needs/catalogue.ts';
import type { Note } from './note.ts';

/** `breaks`: something is sure to stop working. `loses`: worth knowing. */
export interface NoteText {
  readonly tone: 'breaks' | 'loses';
  readonly text: string;
}

const most = 6;

/** One line; it begins with what happens and ends with why that is only likely, where it is. */
export function noteText(note: Note): NoteText {
  switch (note.type) {
    case 'address-dropped':
      return {
        tone: 'loses',
        text: `drops the fixed address ${note.address} of ${note.service} on ${note.network}`,
      };
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
  const shown = ports.slice(0, most).map(portText).join(', ');
  return ports.length > most ? `${shown} and ${ports.length - most} more` : shown;
}

function isGuess(ports: readonly ListeningPort[]): boolean {
  return ports.every(({ inferred }) => inferred);
}

/** `9101`, `53/udp`: tcp goes without saying. */
export function portText({ port, protocol }: ListeningPort): string {
  return protocol === 'tcp' ? `${port}` : `${port}/${protocol}`;
}
