// Escapes: facts of the file that void or weaken the isolation of a service (P1 to P12), each with its rule and its place. How far each
// leads is stated here; whether that is wanted is decided by the rules.

import { networksOf } from '../compose/docker-name-of.ts';
import { attachmentPlace, keyPlace } from '../compose/places.ts';
import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { type Escape, escapesOf, hostAccess } from './host-access.ts';
import { type HostSockets, noHostSockets } from './runtime-sockets.ts';

/**
 * Every escape of a service, by rule number and then as in the file. `sockets` are those that it is given elsewhere in the file
 * (`hostSockets`); unknown values count, as not certain.
 */
export function escapes(
  topology: Topology,
  service: Service,
  sockets: HostSockets = noHostSockets,
): readonly Escape[] {
  const found = [...networkEscapes(topology, service), ...escapesOf(hostAccess(service, sockets))];
  if (found.some(({ grade }) => grade === 'host') && staysRoot(service)) {
    const at = keyPlace(service, 'user');
    found.push({ rule: 'P12', grade: 'weakens', certain: service.user !== null, text: 'runs as root', at });
  }
  const order = ({ rule }: Escape): number => Number(rule.slice(1));
  return found.sort((a, b) => order(a) - order(b));
}

/** P11: networks whose other members are not in the file. */
function networkEscapes(topology: Topology, service: Service): readonly Escape[] {
  const found: Escape[] = [];
  const mode = keyPlace(service, 'network_mode');
  if (service.mode.kind === 'bridge') {
    const text = 'is on the default bridge, with whatever else is there';
    found.push({ rule: 'P11', grade: 'unknown', certain: true, text, at: mode });
  }
  for (const network of networksOf(topology, service)) {
    const external = topology.networks.get(network)?.external ?? false;
    if (external === false) continue;
    const text = `is on ${network}, which this file does not make: who else is there is unknown`;
    const at = attachmentPlace(service, network);
    found.push({ rule: 'P11', grade: 'unknown', certain: external === true, text, at });
  }
  return found;
}

/** Whether the main process is root, as far as file and image catalogue show. */
function staysRoot(service: Service): boolean {
  if (effectiveCapabilities(service).effective.length === 0) return false;
  if (service.user !== null) return true;
  const user = catalogueEntry(service.image)?.user ?? null;
  return user === null || user === 'root';
}
