// What voids the isolation of a service (P1 to P12): from facts of the file to a list with rules and places. States how far
// each leads, not whether it is wanted; rules do that.

import { networksOf } from '../../compose/docker-name-of.ts';
import { effectiveCapabilities } from '../../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { catalogueEntry } from '../needs/catalogue.ts';
import { attachmentPlace, keyPlace } from '../places.ts';
import { type HostSockets, noHostSockets } from '../rules/facts/runtime-sockets.ts';
import type { Escape } from './escape.ts';
import { mountEscapes } from './mount-escapes.ts';
import { privilegeEscapes } from './privilege-escapes.ts';
import { unsetEscapes } from './unset-escapes.ts';

/**
 * Every escape of a service, by rule number and then as in the file. `sockets` are those that it is given elsewhere in the file
 * (`hostSockets`); unknown values count, as not certain.
 */
export function escapes(
  topology: Topology,
  service: Service,
  sockets: HostSockets = noHostSockets,
): readonly Escape[] {
  const found = [...networkEscapes(topology, service), ...ownEscapes(service, sockets)];
  if (found.some(({ grade }) => grade === 'host') && staysRoot(service)) {
    const at = keyPlace(service, 'user');
    found.push({ rule: 'P12', grade: 'weakens', certain: service.user !== null, text: 'runs as root', at });
  }
  const order = ({ rule }: Escape): number => Number(rule.slice(1));
  return found.sort((a, b) => order(a) - order(b));
}

/** What follows from a service alone (P1 to P10), whatever its networks. */
export function ownEscapes(service: Service, sockets: HostSockets): readonly Escape[] {
  const found = [...mountEscapes(service, sockets), ...privilegeEscapes(service), ...unsetEscapes(service)];
  if (service.mode.kind !== 'host') return found;
  const text = "uses the host's own network, its loopback included";
  const at = keyPlace(service, 'network_mode');
  return [{ rule: 'P1', grade: 'network', certain: true, text, at }, ...found];
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
    const text = `is on ${network}, which this file does not make: who else is there is not known`;
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
