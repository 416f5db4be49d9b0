// Every name and fixed address by which a service of the file may be meant, on whatever network. What resolves where
// is another question (D2, D3).

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Topology } from '../../compose/topology.ts';

/** Names of one service: its own, `container_name`, `hostname`, aliases, static addresses. */
export function namesOf(service: Service): readonly string[] {
  const names = [service.name];
  if (service.containerName) names.push(service.containerName);
  if (service.hostname) names.push(service.hostname);
  for (const { aliases, ipv4, ipv6 } of service.attachments) {
    names.push(...aliases);
    if (ipv4) names.push(ipv4);
    if (ipv6) names.push(ipv6);
  }
  return names;
}

const distinctNames = oncePer(
  (service: Service): ReadonlySet<string> => new Set(namesOf(service).map((text) => text.toLowerCase())),
);

/** From name or address to the services it may mean, in file order. Host names compare without case. */
export function serviceNames(topology: Topology): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const service of topology.services.values()) {
    for (const name of distinctNames(service)) {
      const services = index.get(name);
      if (services) services.push(service.name);
      else index.set(name, [service.name]);
    }
  }
  return index;
}
