// The long syntax of `ports` (semantics 1.2). `app_protocol` and `name` mean nothing on one Engine and are left out; `mode` is read by `parse-ports.ts`.

import { type MapTree, scalarText } from '../../../yaml/tree.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { isIpLiteral } from '../values/ip-literal.ts';
import { readCount, readNumber } from '../values/read-number.ts';
import { readText } from '../values/read-text.ts';
import { parsePortRange } from './port-range.ts';
import type { PortReading } from './port-reading.ts';

const knownKeys: ReadonlySet<string> = new Set([
  'target',
  'published',
  'host_ip',
  'protocol',
  'mode',
  'app_protocol',
  'name',
]);

/** Reads one long item; a range in `published` is a pool for one port. */
export function parseLongPort(tree: MapTree, environment: ReadonlyMap<string, string>): PortReading {
  const fields = fieldsOf(tree);
  for (const key of fields.keys()) {
    if (!knownKeys.has(key) && !key.startsWith('x-')) return refused(`'${key}' is not a key of a port`);
  }
  const target = fields.get('target')?.value;
  const containerPort = readCount(target, environment);
  if (containerPort === null) {
    const text = readText(target, environment);
    return refused(text ? `the target '${text}' is not one port number` : 'the target port is missing');
  }
  if (containerPort < 1 || containerPort > 65535)
    return refused(`'${containerPort}' is not a container port`);

  const written = readText(fields.get('host_ip')?.value, environment) ?? '';
  const hostIp = /^\[.*\]$/.test(written) ? written.slice(1, -1) : written;
  if (hostIp !== '' && !isIpLiteral(hostIp)) return refused(`'${hostIp}' is not an IP address`);

  const protocol = readText(fields.get('protocol')?.value, environment)?.toLowerCase() || 'tcp';
  const published = fields.get('published')?.value;
  const number = readNumber(published, environment);
  if (number !== null && !number.whole) return refused(`'${scalarText(published)}' is not a host port`);
  const hostText = number?.text ?? readText(published, environment) ?? '';
  if (hostText === '')
    return { bindings: [{ hostIp, hostPort: '', containerPort, protocol }], problem: null };
  const host = parsePortRange(hostText);
  if (host === null) return refused(`'${hostText}' is not a host port`);
  const pool = host.first !== host.last;
  const hostPort = pool ? `${host.first}-${host.last}` : host.first === 0 ? '' : `${host.first}`;
  return { bindings: [{ hostIp, hostPort, containerPort, protocol }], problem: null };
}

function refused(problem: string): PortReading {
  return { bindings: [], problem };
}
