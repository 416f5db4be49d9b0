// `ports` of a service in short and long syntax (semantics 1.2): the form of each item, its text as written, its bindings.
// Interpolation comes before the split, so `${UNSET}:80` is `:80`: a port that the host picks.

import { deref, itemsOf, type MapTree, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { PortBinding, PortItem } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { collectUnset, interpolate } from '../values/interpolate.ts';
import { isIpLiteral } from '../values/ip-literal.ts';
import { plainNumber } from '../values/plain-number.ts';
import { readCount, readNumber, readText } from '../values/read-scalar.ts';
import { type PortRange, parsePortRange, rangeText } from './port-range.ts';

/** The bindings of one item; `problem` gives the reason in plain words when there are none. */
interface PortReading {
  readonly bindings: readonly PortBinding[];
  readonly problem: string | null;
}

/** Returns the items of `ports` in file order, each with its bindings or the reason why Compose refuses it. */
export function parsePorts(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly PortItem[] {
  const ports: PortItem[] = [];
  for (const [index, item] of itemsOf(tree).entries()) {
    const node = deref(item);
    if (node?.tag === '!reset') continue;
    const unset = collectUnset(node, environment);
    if (node?.kind === 'map') {
      const mode =
        readText(fieldsOf(node).get('mode')?.value, environment) === 'host' ? { mode: 'host' as const } : {};
      const reading = parseLongPort(node, environment);
      ports.push({ index, form: 'long', raw: rawOf(node), ...mode, unset, ...reading });
      continue;
    }
    const raw = scalarText(node) ?? '';
    ports.push({ index, form: 'short', raw, unset, ...readShort(node, raw, environment) });
  }
  return ports;
}

function readShort(node: Tree | null, raw: string, environment: ReadonlyMap<string, string>) {
  if (node?.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') {
    return { bindings: [], problem: 'it is neither a number, a string nor a mapping' };
  }
  const number = node.quoted ? null : plainNumber(raw);
  if (number !== null) {
    if (number.whole) return parseShortPort(number.text);
    return { bindings: [], problem: `'${raw}' is not a whole number` };
  }
  const { text, problem } = interpolate(raw, environment);
  return problem === null ? parseShortPort(text) : { bindings: [], problem };
}

/** Returns a long-form item in short syntax, for messages. */
function rawOf(tree: MapTree): string {
  const fields = fieldsOf(tree);
  const textOf = (key: string) => scalarText(fields.get(key)?.value) ?? '';
  const host = textOf('published');
  const ip = textOf('host_ip');
  const protocol = textOf('protocol');
  const left = ip === '' ? (host === '' ? '' : `${host}:`) : `${ip.includes(':') ? `[${ip}]` : ip}:${host}:`;
  return `${left}${textOf('target')}${protocol === '' ? '' : `/${protocol}`}`;
}

/** Parses `[[IP:][HOST]:]CONTAINER[/PROTOCOL]` after interpolation into bindings; a range stays one binding. */
export function parseShortPort(text: string): PortReading {
  const parts = text.split(':');
  const containerSide = parts.at(-1) ?? '';
  const hostSide = parts.at(-2) ?? '';
  const slash = containerSide.indexOf('/');
  const containerText = slash < 0 ? containerSide : containerSide.slice(0, slash);
  const protocol = slash < 0 ? 'tcp' : containerSide.slice(slash + 1).toLowerCase() || 'tcp';
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) {
    return noBindings(`'${protocol}' is not a protocol; use tcp, udp or sctp`);
  }
  const written = parts.slice(0, -2).join(':');
  const hostIp = /^\[.*\]$/.test(written) ? written.slice(1, -1) : written;
  if (hostIp !== '' && !isIpLiteral(hostIp)) {
    return noBindings(`'${hostIp}' is not an IP address, and host names are not allowed here`);
  }
  if (containerText === '') return noBindings('the container port is missing');
  const container = parsePortRange(withoutPlus(containerText));
  if (container === null || container.first === 0)
    return noBindings(`'${containerText}' is not a container port`);
  if (hostSide === '') return accepted(hostIp, null, container, protocol);
  const host = parsePortRange(withoutPlus(hostSide));
  if (host === null) return noBindings(`'${hostSide}' is not a host port`);
  const unequal = host.last - host.first !== container.last - container.first;
  if (unequal && container.first !== container.last) {
    return noBindings(`the host range ${hostSide} and the container range ${containerText} differ in length`);
  }
  return accepted(hostIp, host, container, protocol);
}

/** Returns a number without its leading plus sign, which Compose 5 accepts and 2.26 does not. */
function withoutPlus(text: string): string {
  return text.replace(/(^|-)\+(?=\d)/g, '$1');
}

function accepted(
  hostIp: string,
  host: PortRange | null,
  container: PortRange,
  protocol: string,
): PortReading {
  const single = container.first === container.last;
  const binding = { hostIp, containerPort: container.first, protocol };
  if (host === null) return read({ ...binding, hostPort: '', ...lastOf(container) });
  // Of several host ports for one of the container the Engine picks a free one.
  if (single) return read({ ...binding, hostPort: host.last === 0 ? '' : rangeText(host) });
  // Port 0 is one that the host picks.
  if (host.first > 0) return read({ ...binding, hostPort: rangeText(host), ...lastOf(container) });
  const furtherPorts = { first: container.first + 1, last: container.last };
  const further = { hostIp, hostPort: rangeText({ first: 1, last: host.last }), protocol };
  return read(
    { ...binding, hostPort: '' },
    { ...further, containerPort: furtherPorts.first, ...lastOf(furtherPorts) },
  );
}

function read(...bindings: readonly PortBinding[]): PortReading {
  return { bindings, problem: null };
}

function lastOf({ first, last }: PortRange): Pick<PortBinding, 'containerLast'> {
  return first === last ? {} : { containerLast: last };
}

function noBindings(problem: string): PortReading {
  return { bindings: [], problem };
}

const longKeys: ReadonlySet<string> = new Set([
  'target',
  'published',
  'host_ip',
  'protocol',
  'mode',
  'app_protocol',
  'name',
]);

/** Parses a long-form item; a range in `published` is a pool for one port. `app_protocol` and `name` have no effect on a single Engine. */
function parseLongPort(tree: MapTree, environment: ReadonlyMap<string, string>): PortReading {
  const fields = fieldsOf(tree);
  for (const key of fields.keys()) {
    if (!longKeys.has(key) && !key.startsWith('x-')) return noBindings(`'${key}' is not a key of a port`);
  }
  const target = fields.get('target')?.value;
  const containerPort = readCount(target, environment);
  if (containerPort === null) {
    const text = readText(target, environment);
    return noBindings(text ? `the target '${text}' is not one port number` : 'the target port is missing');
  }
  if (containerPort < 1 || containerPort > 65535)
    return noBindings(`'${containerPort}' is not a container port`);

  const hostIp = readText(fields.get('host_ip')?.value, environment) ?? '';
  // Compose refuses brackets here since 2.36.1; in the short form they belong to an IPv6 address.
  if (hostIp !== '' && !isIpLiteral(hostIp)) return noBindings(`'${hostIp}' is not an IP address`);

  const protocol = readText(fields.get('protocol')?.value, environment)?.toLowerCase() || 'tcp';
  const published = fields.get('published')?.value;
  const number = readNumber(published, environment);
  if (number !== null && !number.whole) return noBindings(`'${scalarText(published)}' is not a host port`);
  const hostText = number?.text ?? readText(published, environment) ?? '';
  if (hostText === '')
    return { bindings: [{ hostIp, hostPort: '', containerPort, protocol }], problem: null };
  const host = parsePortRange(hostText);
  if (host === null) return noBindings(`'${hostText}' is not a host port`);
  const pool = host.first !== host.last;
  const hostPort = pool ? `${host.first}-${host.last}` : host.first === 0 ? '' : `${host.first}`;
  return { bindings: [{ hostIp, hostPort, containerPort, protocol }], problem: null };
}
