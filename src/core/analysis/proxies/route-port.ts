// The container port that a proxy takes where no label gives one.

import type { Service } from '../../compose/topology.ts';
import { listeningPorts } from '../needs/listening-ports.ts';

/** TCP ports of a service known from the file or the image catalogue, ascending. */
export function tcpPorts(service: Service): readonly number[] {
  const ports = listeningPorts(service).filter(({ protocol }) => protocol === 'tcp');
  return ports.map(({ port }) => port).sort((a, b) => a - b);
}

/** A port number out of a text; null for anything else, such as an unset variable. */
export function portNumber(text: string | null | undefined): number | null {
  const found = /^\s*(\d{1,5})\s*$/.exec(text ?? '');
  const port = found ? Number(found[1]) : 0;
  return port > 0 && port <= 65535 ? port : null;
}
