// A port in parts: every output joins them with signs of its own.

import { containerText } from '../compose/project/ports/port-range.ts';
import type { PortBinding } from '../compose/topology.ts';

export interface PortParts {
  /** The host port or ports; the output's own text when the host picks one. */
  readonly host: string;
  /** The binding `ADDRESS:HOST`, with the address as written for the Engine. */
  readonly bound: string;
  /** The container port, or its range. */
  readonly inside: string;
  /** The target with its protocol, such as `80/tcp`. */
  readonly target: string;
  /** The suffix `/udp` for a protocol other than TCP, else ''. */
  readonly suffix: string;
}

/** Returns the parts of a published port for display; `random` replaces a port that the host picks. */
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

/** Returns an address as it is written before a port: IPv6 in brackets. */
export function addressText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
