// Ports as operations write them: the short form of a published one (semantics 1.2), `[IP:][HOST]:CONTAINER[/PROTOCOL]`, and
// the words that name an existing one, `53/udp`: by host port, or by container port where the host picks one.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { nameList } from '../../name-list.ts';
import { parseShortPort } from '../../project/ports/parse-ports.ts';
import {
  claimedPorts,
  containerRange,
  holdsPort,
  isPortRange,
  type PortRange,
  parsePortRange,
} from '../../project/ports/port-range.ts';
import type { PortItem, Service } from '../../topology.ts';

/** A new item of `ports`. `hostIp` and `hostPort` are '' where absent. */
export interface PortSpec {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/** Returns the short form of a port, without the protocol tcp. */
export function formatPort(port: PortSpec): string {
  const address = port.hostIp.includes(':') ? `[${port.hostIp}]` : port.hostIp;
  const lead =
    address !== '' ? `${address}:${port.hostPort}:` : port.hostPort !== '' ? `${port.hostPort}:` : '';
  return `${lead}${port.containerPort}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
}

/** Reads the short form of a port; refused (`invalid-port`) where Compose would refuse it. */
export function readPort(text: string): Result<PortSpec> {
  const reading = parseShortPort(text);
  if (reading.problem !== null) return refuse('invalid-port', reading.problem);
  const [body = '', protocol = 'tcp'] = text.split('/');
  const parts = body.split(':');
  const containerPort = parts.pop() ?? '';
  const hostPort = parts.pop() ?? '';
  const hostIp = parts.join(':').replace(/^\[(.*)\]$/, '$1');
  const lower = protocol.toLowerCase();
  if (lower !== 'tcp' && lower !== 'udp' && lower !== 'sctp')
    return refuse('invalid-port', `unknown protocol ${protocol}`);
  return ok({ hostIp, hostPort, containerPort, protocol: lower });
}

/** Reads a port with an optional protocol: `53/udp`, `53`. */
export function readPortName(text: string): { readonly port: string; readonly protocol?: string } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { port: text }
    : { port: text.slice(0, slash), protocol: text.slice(slash + 1).toLowerCase() };
}

/** Returns the name of a port: its number on the host, or in the container where the Engine picks the host port (`picked`). */
export function namedPort(port: string, picked: boolean): Omit<PortName, 'protocol'> {
  return picked ? { hostPort: '', containerPort: port } : { hostPort: port, containerPort: '' };
}

/** Returns the names of the published ports of a service. */
export function publishedPorts({ ports }: Service): readonly Omit<PortName, 'protocol'>[] {
  return ports.flatMap(({ bindings: [binding] }) => {
    if (!binding) return [];
    const picked = binding.hostPort === '';
    return [namedPort(picked ? String(binding.containerPort) : binding.hostPort, picked)];
  });
}

/** Returns a port with its protocol, as `readPortName` reads it. */
export function withProtocol(port: string, protocol: string | null | undefined): string {
  return protocol ? `${port}/${protocol}` : port;
}

/** Refuses a text that is neither a port nor a range; a range of host ports is a pool. Texts with variables are accepted. */
export function refusePorts(text: string): Result<never> | null {
  if (text.includes('$')) return null;
  const [first = '', last = first, more] = text.split('-');
  const wrong =
    [first, last].some((bound) => !isPort(bound)) || more !== undefined || Number(first) > Number(last);
  return wrong ? refusalOfPort(text) : null;
}

/** Refuses a text that is no single port. */
export function refusePort(text: string): Result<never> | null {
  return isPort(text) ? null : refusalOfPort(text);
}

function refusalOfPort(text: string): Result<never> {
  return refuse('invalid-port', `"${text}" is no port; write a number from 1 to 65535`);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

export function refuseProtocol(protocol: string | null | undefined): Result<never> | null {
  if (protocol === null || protocol === undefined || ['tcp', 'udp', 'sctp'].includes(protocol)) return null;
  return refuse('invalid-port', `"${protocol}" is no protocol; write tcp, udp or sctp`);
}

export interface PortName {
  readonly hostPort: string;
  readonly containerPort: string;
  readonly protocol: string | null;
}

/**
 * Returns the item of `ports` with a name; null for none, refused for several. `asked`: the operation for one protocol, offered as a
 * choice.
 */
export function findPort(
  service: Service,
  name: PortName,
  asked: (protocol: string) => string = () => '',
): Result<PortItem | null> {
  const meant = service.ports.filter((item) =>
    item.bindings.some(
      (binding) =>
        (name.protocol === null || binding.protocol === name.protocol) &&
        (name.hostPort === ''
          ? binding.hostPort === '' && matchesRange(containerRange(binding), name.containerPort)
          : binding.hostPort === name.hostPort || matchesRange(claimedPorts(binding), name.hostPort)),
    ),
  );
  const [item] = meant;
  if (!item) return ok(null);
  const word = name.hostPort === '' ? `container port ${name.containerPort}` : `host port ${name.hostPort}`;
  if (meant.length > 1) {
    const choices = protocolsOf(meant).map((protocol) => ({
      label: `the ${protocol} one`,
      operation: asked(protocol),
    }));
    const written = nameList(meant.map((portItem) => portItem.raw));
    return refuse(
      'ambiguous',
      `${word} of ${service.name} is published more than once: ${written}`,
      name.protocol === null && choices.length === meant.length ? choices : [],
    );
  }
  if (name.hostPort !== '' && isPartOfItem(item, name.hostPort)) {
    return refuse(
      'port-range',
      `${word} of ${service.name} is part of the range ${item.raw}; split the range first`,
    );
  }
  return ok(item);
}

/** True when a text is one port of a range, or the whole range. */
function matchesRange(range: PortRange | null, text: string): boolean {
  const asked = parsePortRange(text);
  if (range === null || asked === null) return false;
  if (asked.first === asked.last) return holdsPort(range, asked.first);
  return asked.first === range.first && asked.last === range.last;
}

/** True when an item publishes more than the given host port or range. */
export function isPartOfItem({ bindings }: PortItem, hostPort: string): boolean {
  return (
    bindings.length > 1 || bindings.some((binding) => isPortRange(binding) && binding.hostPort !== hostPort)
  );
}

function protocolsOf(items: readonly PortItem[]): readonly string[] {
  const protocols = items.flatMap((item) => item.bindings.map((binding) => binding.protocol));
  return [...new Set(protocols)].sort();
}
