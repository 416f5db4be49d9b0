// The ports of the host that services claim. Each is there once: of several that claim one, only one can run.

import { bindAddressesMeet } from '../compose/bind-addresses.ts';
import { oncePer } from '../compose/once-per.ts';
import { claimedPorts, holdsPort, type PortRange } from '../compose/project/ports/port-range.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { compareBytes } from '../text/compare-bytes.ts';
import type { Published, Reach } from './reach-model.ts';

/** One fixed port of the host, or a range of them, that an active service publishes. */
export interface PortClaim extends PortRange {
  readonly service: string;
  readonly protocol: string;
  /** The address that it is bound to; '' where nothing is said, which is every address of either family. */
  readonly address: string;
  /** As written. */
  readonly hostPort: string;
  readonly containerPort: number;
  /** Position in `ports` of the service. */
  readonly index: number;
  readonly reachableFrom: Published['reachableFrom'];
}

interface ClaimGround {
  readonly topology: Topology;
  readonly reach: Pick<Reach, 'facts'>;
}

/** The address that a publish claims; '' for every one of either family, where neither the port nor its network says one (F4). */
export function claimedAddress({ ports }: Service, { hostIp, index }: Published): string {
  const written = ports.find((item) => item.index === index)?.bindings[0]?.hostIp ?? hostIp;
  return written === '' && hostIp !== '0.0.0.0' ? hostIp : written;
}

/** All fixed host ports, in the order of the services. Ports that the Engine picks, or a variable without a value decides, claim none. */
export function portClaims({ reach, topology }: ClaimGround): readonly PortClaim[] {
  const found: PortClaim[] = [];
  for (const [name, facts] of reach.facts) {
    if (facts.published.length === 0 || facts.owner !== name) continue;
    const service = topology.services.get(name);
    for (const published of facts.published) {
      const claimed = claimedPorts(published);
      if (!service || claimed === null || published.service !== name) continue;
      if (published.reachableFrom === 'nowhere' || dependsOnVariable(service, published.index)) continue;
      const { protocol, hostPort, containerPort, index, reachableFrom } = published;
      const address = claimedAddress(service, published);
      found.push({
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
  return found;
}

function dependsOnVariable({ ports }: Service, index: number): boolean {
  return ports.some((item) => item.index === index && item.unset.length > 0);
}

/** Whether two claims have a port in common. */
export function portsClash(a: PortClaim, b: PortClaim): boolean {
  if (a.first > b.last || b.first > a.last || a.protocol !== b.protocol) return false;
  return bindAddressesMeet(a.address, b.address);
}

/** Those of one port by `PORT/PROTOCOL`, and the ranges. */
interface SortedClaims {
  readonly single: ReadonlyMap<string, readonly PortClaim[]>;
  readonly ranges: readonly PortClaim[];
}

const sortedClaims = oncePer((ground: ClaimGround): SortedClaims => {
  const single = new Map<string, PortClaim[]>();
  const ranges: PortClaim[] = [];
  for (const claim of portClaims(ground)) {
    const key = `${claim.first}/${claim.protocol}`;
    const list = single.get(key);
    if (claim.first !== claim.last) ranges.push(claim);
    else if (list) list.push(claim);
    else single.set(key, [claim]);
  }
  return { single, ranges };
});

/** All claims of one port. */
export function claimsOfPort(ground: ClaimGround, port: number, protocol = 'tcp'): readonly PortClaim[] {
  const { single, ranges } = sortedClaims(ground);
  return [
    ...(single.get(`${port}/${protocol}`) ?? []),
    ...ranges.filter((range) => range.protocol === protocol && holdsPort(range, port)),
  ];
}

/** The services that claim one port at addresses that meet, where there are several, by name: only one of them can run. */
export function portRivals(ground: ClaimGround, port: number, protocol = 'tcp'): readonly string[] {
  const claims = claimsOfPort(ground, port, protocol);
  if (claims.length < 2) return [];
  const rivals = claims.filter((claim) =>
    claims.some((other) => other.service !== claim.service && portsClash(claim, other)),
  );
  return [...new Set(rivals.map(({ service }) => service))].sort(compareBytes);
}
