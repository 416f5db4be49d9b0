// Where a service listens inside its namespace: what the file names, and what its image is known for. Knows nothing of
// where those ports can be reached.

import { parsePortRange } from '../../compose/project/ports/parse-ports.ts';
import type { Service } from '../../compose/topology.ts';
import { catalogueEntry } from './catalogue.ts';

export interface ListeningPort {
  readonly port: number;
  readonly protocol: string;
  /** Known from the image alone; a setting may have moved it. */
  readonly inferred: boolean;
}

/** Ports of the catalogue that are spoken over UDP: DNS and the tunnels. */
const udpPorts: ReadonlySet<number> = new Set([53, 1194, 51820]);

/** Container ports of `ports`, then `expose`, then those of the image; each once. */
export function listeningPorts(service: Service): readonly ListeningPort[] {
  const found = new Map<string, ListeningPort>();
  const add = (port: number, protocol: string, inferred: boolean): void => {
    const key = `${port}/${protocol}`;
    if (!found.has(key)) found.set(key, { port, protocol, inferred });
  };
  for (const item of service.ports) {
    for (const { containerPort, protocol } of item.bindings) add(containerPort, protocol, false);
  }
  for (const exposed of service.expose) {
    const [text = '', protocol = 'tcp'] = exposed.split('/');
    const range = parsePortRange(text);
    if (range === null) continue;
    for (let port = range.first; port <= range.last; port++) add(port, protocol.toLowerCase(), false);
  }
  for (const port of catalogueEntry(service.image)?.ports ?? []) {
    add(port, udpPorts.has(port) ? 'udp' : 'tcp', true);
  }
  return [...found.values()];
}
