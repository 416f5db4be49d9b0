// A port in parts: every output joins them with signs of its own.

import { containerText } from '../compose/project/ports/port-range.ts';
import type { PortBinding } from '../compose/topology.ts';

export interface PortParts {
  /** The host port or ports; what the output writes where the host picks one. */
  readonly host: string;
  /** `ADDRESS:HOST`, the address as the Engine is told. */
  readonly bound: string;
  /** The port in the container, or its range. */
  readonly inside: string;
  /** `80/tcp`. */
  readonly target: string;
  /** The protocol where it is not the usual one: `/udp`, else ''. */
  readonly suffix: string;
}

/** `random` stands where the host picks the port. */
export function portParts(
  port: Omit<PortBinding, 'hostIp'> & { readonly hostIp?: string },
  random: string,
): PortParts {
  const { hostIp = '', hostPort, protocol } = port;
  const host = hostPort || random;
  const inside = containerText(port);
  return {
    host,
    bound: `${hostIp}:${host}`,
    inside,
    target: `${inside}/${protocol}`,
    suffix: protocol === 'tcp' ? '' : `/${protocol}`,
  };
}

/** An address as it stands before a port: one of IPv6 in brackets. */
export function addressText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
