// The short form of a published port (semantics 1.2): `[IP:][HOST]:CONTAINER[/PROTOCOL]`.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { parseShortPort } from '../../project/parse-short-port.ts';
import type { PortSpec } from '../operation.ts';

/** The short form of a port; tcp goes without saying. */
export function formatPort(port: PortSpec): string {
  const address = port.hostIp.includes(':') ? `[${port.hostIp}]` : port.hostIp;
  const lead =
    address !== '' ? `${address}:${port.hostPort}:` : port.hostPort !== '' ? `${port.hostPort}:` : '';
  return `${lead}${port.containerPort}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
}

/** Reads a short form; refused (`invalid-port`) where Compose would refuse it. */
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
