// Escapes: facts of the file that void or weaken the isolation of a service (P1 to P12), each with its rule, place and grade. The rules
// decide whether they are intended.

import { networksOf } from '../compose/docker-name-of.ts';
import { attachmentPlace, keyPlace } from '../compose/places.ts';
import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { type Escape, escapesOf, hostAccess } from './host-access.ts';
import { type HostSockets, noHostSockets } from './runtime-sockets.ts';

/**
 * Returns every escape of a service, by rule number and then in file order. `sockets` come from `hostSockets`; unknown values count as
 * uncertain escapes.
 */
export function escapes(
  topology: Topology,
  service: Service,
  sockets: HostSockets = noHostSockets,
): readonly Escape[] {
  const found = [...networkEscapes(topology, service), ...escapesOf(hostAccess(service, sockets))];
  if (found.some(({ grade }) => grade === 'host') && runsAsRoot(service)) {
    const at = keyPlace(service, 'user');
    found.push({ rule: 'P12', grade: 'weakens', certain: service.user !== null, text: 'runs as root', at });
  }
  const order = ({ rule }: Escape): number => Number(rule.slice(1));
  return found.sort((a, b) => order(a) - order(b));
}

/** Returns the escapes to networks with members outside the file (P11). */
function networkEscapes(topology: Topology, service: Service): readonly Escape[] {
  const found: Escape[] = [];
  const mode = keyPlace(service, 'network_mode');
  if (service.mode.kind === 'bridge') {
    const text = 'is on the default bridge, together with any other container there';
    found.push({ rule: 'P11', grade: 'unknown', certain: true, text, at: mode });
  }
  for (const network of networksOf(topology, service)) {
    const external = topology.networks.get(network)?.external ?? false;
    if (external === false) continue;
    const text = `is on ${network}, which this file does not create: its other members are unknown`;
    const at = attachmentPlace(service, network);
    found.push({ rule: 'P11', grade: 'unknown', certain: external === true, text, at });
  }
  return found;
}

/** True when the main process runs as root, as far as the file and the image catalogue show. */
function runsAsRoot(service: Service): boolean {
  if (effectiveCapabilities(service).effective.length === 0) return false;
  if (service.user !== null) return true;
  const user = catalogueEntry(service.image)?.user ?? null;
  return user === null || user === 'root';
}
