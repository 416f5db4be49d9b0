// The short syntax of `ports`, `[[IP:][HOST]:]CONTAINER[/PROTOCOL]` (semantics 1.2), after interpolation.
// Knows nothing of trees.

import type { PortBinding } from '../../topology.ts';
import { isIpLiteral } from '../values/ip-literal.ts';
import { type PortRange, parsePortRange } from './port-range.ts';
import type { PortReading } from './port-reading.ts';

/** Reads one short item into its bindings, one per container port. */
export function parseShortPort(text: string): PortReading {
  const parts = text.split(':');
  const containerSide = parts.at(-1) ?? '';
  const hostSide = parts.at(-2) ?? '';
  const slash = containerSide.indexOf('/');
  const containerText = slash < 0 ? containerSide : containerSide.slice(0, slash);
  const protocol = slash < 0 ? 'tcp' : containerSide.slice(slash + 1).toLowerCase() || 'tcp';
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) {
    return refused(`'${protocol}' is not a protocol; tcp, udp and sctp are`);
  }
  const written = parts.slice(0, -2).join(':');
  const hostIp = /^\[.*\]$/.test(written) ? written.slice(1, -1) : written;
  if (hostIp !== '' && !isIpLiteral(hostIp)) {
    return refused(`'${hostIp}' is not an IP address, and a host name cannot stand there`);
  }
  if (containerText === '') return refused('the container port is missing');
  const container = parsePortRange(containerText);
  if (container === null || container.first === 0)
    return refused(`'${containerText}' is not a container port`);
  if (hostSide === '') return accepted(hostIp, null, container, protocol);
  const host = parsePortRange(hostSide);
  if (host === null) return refused(`'${hostSide}' is not a host port`);
  const unequal = host.last - host.first !== container.last - container.first;
  if (unequal && container.first !== container.last) {
    return refused(`the host range ${hostSide} and the container range ${containerText} differ in length`);
  }
  return accepted(hostIp, host, container, protocol);
}

function accepted(
  hostIp: string,
  host: PortRange | null,
  container: PortRange,
  protocol: string,
): PortReading {
  const single = container.first === container.last;
  if (host !== null && single && host.first !== host.last) {
    // A pool: the Engine picks one free port of the range.
    const hostPort = `${host.first}-${host.last}`;
    return { bindings: [{ hostIp, hostPort, containerPort: container.first, protocol }], problem: null };
  }
  const bindings: PortBinding[] = [];
  for (let containerPort = container.first; containerPort <= container.last; containerPort++) {
    const hostNumber = host === null ? 0 : host.first + containerPort - container.first;
    bindings.push({ hostIp, hostPort: hostNumber === 0 ? '' : `${hostNumber}`, containerPort, protocol });
  }
  return { bindings, problem: null };
}

function refused(problem: string): PortReading {
  return { bindings: [], problem };
}
