// The host ports that services claim. Of several services that claim the same port, only one can run.

import { bindAddressesMeet } from '../compose/bind-addresses.ts';
import { memoize } from '../compose/memoize.ts';
import { claimedPorts, holdsPort, type PortRange } from '../compose/project/ports/port-range.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { compareBytes } from '../text/compare-bytes.ts';
import type { Published, Reach } from './reach-model.ts';

/** A fixed host port, or a range of them, that an active service publishes. */
export interface PortClaim extends PortRange {
  readonly service: string;
  readonly protocol: string;
  /** The bind address; '' for every address of both families. */
  readonly address: string;
  /** The host port as written. */
  readonly hostPort: string;
  readonly containerPort: number;
  /** The position in the service's `ports`. */
  readonly index: number;
  readonly reachableFrom: Published['reachableFrom'];
}

interface ClaimContext {
  readonly topology: Topology;
  readonly reach: Pick<Reach, 'facts'>;
}

/**
 * Returns the address that a published port binds; '' for every address of both families, when neither the port nor its network states one
 * (F4).
 */
export function claimedAddress({ ports }: Service, { hostIp, index }: Published): string {
  const written = ports.find((item) => item.index === index)?.bindings[0]?.hostIp ?? hostIp;
  return written === '' && hostIp !== '0.0.0.0' ? hostIp : written;
}

/** Returns all fixed host ports in service order. Ports that the Engine picks or an unset variable decides are left out. */
export function portClaims({ reach, topology }: ClaimContext): readonly PortClaim[] {
  const claims: PortClaim[] = [];
  for (const [name, facts] of reach.facts) {
    if (facts.published.length === 0 || facts.owner !== name) continue;
    const service = topology.services.get(name);
    for (const published of facts.published) {
      const claimed = claimedPorts(published);
      if (!service || claimed === null || published.service !== name) continue;
      if (published.reachableFrom === 'nowhere' || dependsOnVariable(service, published.index)) continue;
      const { protocol, hostPort, containerPort, index, reachableFrom } = published;
      const address = claimedAddress(service, published);
      claims.push({
        service: name,
        ...claimed,
        protocol,
        address,
        hostPort,
        containerPort,
        index,
        reachableFrom,
      });
    }
  }
  return claims;
}

function dependsOnVariable({ ports }: Service, index: number): boolean {
  return ports.some((item) => item.index === index && item.unset.length > 0);
}

/** True when two claims have a port in common. */
export function portsClash(a: PortClaim, b: PortClaim): boolean {
  if (a.first > b.last || b.first > a.last || a.protocol !== b.protocol) return false;
  return bindAddressesMeet(a.address, b.address);
}

/** The claims of single ports by `PORT/PROTOCOL`, and the claims of ranges. */
interface SortedClaims {
  readonly single: ReadonlyMap<string, readonly PortClaim[]>;
  readonly ranges: readonly PortClaim[];
}

const sortedClaims = memoize((context: ClaimContext): SortedClaims => {
  const single = new Map<string, PortClaim[]>();
  const ranges: PortClaim[] = [];
  for (const claim of portClaims(context)) {
    const key = `${claim.first}/${claim.protocol}`;
    const list = single.get(key);
    if (claim.first !== claim.last) ranges.push(claim);
    else if (list) list.push(claim);
    else single.set(key, [claim]);
  }
  return { single, ranges };
});

/** Returns all claims of one port. */
export function claimsOfPort(context: ClaimContext, port: number, protocol = 'tcp'): readonly PortClaim[] {
  const { single, ranges } = sortedClaims(context);
  return [
    ...(single.get(`${port}/${protocol}`) ?? []),
    ...ranges.filter((range) => range.protocol === protocol && holdsPort(range, port)),
  ];
}

/** Returns the services that claim the same port at overlapping addresses, sorted by name; only one of them can run. */
export function conflictingServices(
  context: ClaimContext,
  port: number,
  protocol = 'tcp',
): readonly string[] {
  const claims = claimsOfPort(context, port, protocol);
  if (claims.length < 2) return [];
  const conflicting = claims.filter((claim) =>
    claims.some((other) => other.service !== claim.service && portsClash(claim, other)),
  );
  return [...new Set(conflicting.map(({ service }) => service))].sort(compareBytes);
}
