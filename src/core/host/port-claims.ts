// The ports of the one machine that all stacks share: who claims which, and which is free.

import type { Published } from '../analysis/reach/reach-model.ts';
import { bindAddressesMeet } from '../analysis/rules/facts/addresses.ts';
import { claimedAddress, fixedHostPort } from '../analysis/rules/facts/publishes.ts';
import type { Service } from '../compose/topology.ts';
import { splitHostName } from './host.ts';
import type { HostContext } from './host-rule.ts';

/** One fixed port of the host that an active service publishes. */
export interface PortClaim {
  readonly stack: string;
  /** `STACK/SERVICE`. */
  readonly service: string;
  readonly port: number;
  readonly protocol: string;
  /** The address that it is bound to; '' where nothing is said, which is every address of either family. */
  readonly address: string;
  readonly containerPort: number;
  /** Position in `ports` of the service. */
  readonly index: number;
  readonly reachableFrom: Published['reachableFrom'];
}

/** All fixed host ports, in the order of the host. Ports that the Engine picks, or a variable without a value decides, claim none. */
export function portClaims({ reach, joined }: Pick<HostContext, 'reach' | 'joined'>): readonly PortClaim[] {
  const found: PortClaim[] = [];
  for (const [name, facts] of reach.facts) {
    if (facts.published.length === 0 || facts.owner !== name) continue;
    const service = joined.topology.services.get(name);
    for (const published of facts.published) {
      const port = fixedHostPort(published.hostPort);
      if (!service || port === null || published.service !== name) continue;
      if (published.reachableFrom === 'nowhere' || dependsOnVariable(service, published.index)) continue;
      const { protocol, containerPort, index, reachableFrom } = published;
      const { stack } = splitHostName(name);
      const address = claimedAddress(service, published);
      found.push({ stack, service: name, port, protocol, address, containerPort, index, reachableFrom });
    }
  }
  return found;
}

function dependsOnVariable({ ports }: Service, index: number): boolean {
  return ports.some((item) => item.index === index && item.unset.length > 0);
}

/** Whether two claims are of one port. */
export function portsClash(a: PortClaim, b: PortClaim): boolean {
  return a.port === b.port && a.protocol === b.protocol && bindAddressesMeet(a.address, b.address);
}

/** The first port from `from` on that is not `taken`; null where there is none. */
export function firstFreePort(taken: ReadonlySet<number>, from: number): number | null {
  for (let port = from; port <= 65_535; port++) if (!taken.has(port)) return port;
  return null;
}
