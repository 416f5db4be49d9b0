// A container may forward packets of other containers from one of its networks to another (T4). Membership in two networks is not enough
// (T2): it must forward packets or be able to enable forwarding.

import { keyPlace } from '../compose/places.ts';
import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Escape } from './host-access.ts';

/** Transit through a service: the networks it connects and its causes. */
export interface Transit {
  readonly service: string;
  readonly networks: readonly string[];
  /** The causes of the transit, each with rule T4. Never empty. */
  readonly causes: readonly Pick<Escape, 'rule' | 'text' | 'at' | 'certain'>[];
}

/** Returns the transit that a service makes possible; null, the usual case, when there is none. */
export function transitThrough(topology: Topology, reach: Reach, name: string): Transit | null {
  const facts = reach.facts.get(name);
  const service = topology.services.get(name);
  if (!facts || !service || facts.networks.length < 2) return null;
  const causes: Transit['causes'][number][] = [];
  if (service.privileged !== false) {
    const certain = service.privileged === true;
    causes.push({ rule: 'T4', text: 'is privileged', at: keyPlace(service, 'privileged'), certain });
  } else if (service.capAdd.length > 0 && effectiveCapabilities(service).effective.includes('NET_ADMIN')) {
    const at = keyPlace(service, 'cap_add');
    causes.push({ rule: 'T4', text: 'has NET_ADMIN', at, certain: true });
  }
  const owner = facts.owner === null ? undefined : topology.services.get(facts.owner);
  for (const member of new Set([service, owner ?? service])) {
    for (const { key: _, ...cause } of forwarding(member)) causes.push(cause);
  }
  return causes.length === 0 ? null : { service: name, networks: facts.networks, causes };
}

/** Returns the sysctls of a service that enable forwarding (T4); services that join its namespace share them. */
export function forwarding(
  service: Service,
): readonly (Transit['causes'][number] & { readonly key: string })[] {
  return service.sysctls
    .filter(({ key, value }) => isForwardingKey(key) && value?.trim() === '1')
    .map(({ key, path }) => ({
      rule: 'T4',
      key,
      text: `switches ${key} on`,
      at: ['services', service.name, ...path],
      certain: true,
    }));
}

function isForwardingKey(key: string): boolean {
  return key === 'net.ipv4.ip_forward' || /^net\.ipv4\.conf\.(?:all|default)\.forwarding$/.test(key);
}
