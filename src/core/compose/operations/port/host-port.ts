// Changing the host port of a published port: its digits alone, where they are written.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import { hostRange, isPool, type PortRange, parsePortRange } from '../../project/ports/port-range.ts';
import { variableMentions } from '../../project/values/interpolate.ts';
import type { PortItem, Service } from '../../topology.ts';
import { serviceField, textField } from '../field.ts';
import { formatAs, type OperationKind, operationKind } from '../operation-kind.ts';
import { change, editService } from '../steps/edit-entity.ts';
import {
  publishedPorts,
  readPortName,
  refusePorts,
  refuseProtocol,
  withProtocol,
} from '../steps/port-text.ts';
import { ownEntry } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    'host-port': HostPort;
  }
}

interface HostPort {
  readonly type: 'host-port';
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly protocol?: string | null;
}

const hostPort: OperationKind<HostPort> = operationKind<HostPort>({
  type: 'host-port',
  effect:
    'Changes the host port in place; a range moves as a whole, a port written with a variable is refused.',
  fields: [
    serviceField,
    textField('from', ':HOSTPORT', (place) =>
      publishedPorts(place.service).flatMap(({ hostPort }) => (hostPort === '' ? [] : [hostPort])),
    ),
    {
      usage: ':NEWPORT[/udp]',
      parse(text = '') {
        const { port, ...protocol } = readPortName(text);
        return port === '' ? null : { to: port, ...protocol };
      },
      format: ({ to = '', protocol }) => withProtocol(to, protocol),
      examples: () => [{ to: '9585' }],
    },
  ],
  keys: ['ports'],
  refuseValue: ({ from, to, protocol }) =>
    refuseNumbers(from) ?? refuseNumbers(to) ?? refuseProtocol(protocol),
  plan(document, operation) {
    const { service: name, from, to } = operation;
    return editService(document, name, (draft, service) => {
      const found = publishedItems(service, operation);
      if (!found.ok) return found;
      const entry = ownEntry(service, 'ports');
      if (!entry.ok) return entry;
      let current = draft;
      for (const item of found.value) {
        const written = itemsOf(entry.value?.value)[item.index];
        const long = item.form === 'long';
        const text = scalarText(long ? childOf(written, 'published') : written) ?? '';
        const next = withHostPort(text, long, from, to);
        if (!next.ok) return next;
        const path = [...draft.path, 'ports', item.index, ...(long ? ['published'] : [])];
        const done = change(current, { do: 'replace-text', path, text: next.value });
        if (!done.ok) return done;
        current = done.value;
      }
      return ok(current);
    });
  },
});

export const operations = [hostPort];

function refuseNumbers(text: string): Result<never> | null {
  if (!text.includes('$')) return refusePorts(text);
  return refuse('invalid-port', `"${text}" is no port; write its number, or a range such as 8000-8010`);
}

/** Returns the host ports of an item; null where the Engine picks them. */
function hostPorts({ bindings }: PortItem): PortRange | null {
  const ranges = bindings.map(hostRange);
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0 || known.length < ranges.length) return null;
  return {
    first: Math.min(...known.map(({ first }) => first)),
    last: Math.max(...known.map(({ last }) => last)),
  };
}

/**
 * Returns the items of `ports` that publish the old host port: several where one container port is published on several addresses, none
 * where the new port is already there.
 */
function publishedItems(service: Service, operation: HostPort): Result<readonly PortItem[]> {
  const { from, to, protocol = null } = operation;
  const old = parsePortRange(from);
  const next = parsePortRange(to);
  if (!old || !next) return refuse('invalid-port', `"${from}" or "${to}" is no port`);
  const published = service.ports.filter(
    ({ bindings }) => protocol === null || bindings.some((binding) => binding.protocol === protocol),
  );
  const having = ({ first, last }: PortRange): readonly PortItem[] =>
    published.filter((item) => {
      const range = hostPorts(item);
      return range !== null && range.first <= first && last <= range.last;
    });
  const found = having(old);
  const [item] = found;
  if (!item) {
    if (having(next).length > 0) return ok([]);
    return refuse('not-published', `${service.name} publishes no host port ${withProtocol(from, protocol)}`);
  }
  const written = nameList(found.map(({ raw }) => raw));
  const protocols = [...new Set(found.map(protocolOf))].sort();
  if (protocols.length > 1) {
    const choices = protocols.map((protocol) => ({
      label: `the ${protocol} one`,
      operation: formatAs(hostPort, { ...operation, protocol: protocol }),
    }));
    return refuse(
      'ambiguous',
      `host port ${from} of ${service.name} is published more than once: ${written}`,
      choices,
    );
  }
  const targets = new Set(found.map(({ bindings }) => bindings[0]?.containerPort));
  if (targets.size > 1) {
    const message = `host port ${from} of ${service.name} is published for different container ports: ${written}; edit the text`;
    return refuse('ambiguous', message);
  }
  const refused = found
    .map((portItem) => refuseRange(service, portItem, operation, old, next))
    .find((refusal) => refusal !== null);
  return refused ?? ok(found);
}

function protocolOf({ bindings }: PortItem): string {
  return bindings[0]?.protocol ?? 'tcp';
}

/** Refuses a change of one port in a range, which keeps its length; the choice moves the whole range. */
function refuseRange(
  service: Service,
  item: PortItem,
  operation: HostPort,
  old: PortRange,
  next: PortRange,
): Result<never> | null {
  const whole = hostPorts(item);
  if (!whole) return null;
  const length = whole.last - whole.first;
  if (whole.first !== old.first || whole.last !== old.last) {
    const first = whole.first + next.first - old.first;
    const operations = first >= 1 && first + length <= 65_535 ? [`${first}-${first + length}`] : [];
    const choices = operations.map((to) => ({
      label: `move the whole range to ${to}`,
      operation: formatAs(hostPort, { ...operation, from: `${whole.first}-${whole.last}`, to }),
    }));
    const message = `host port ${operation.from} of ${service.name} is part of the range ${item.raw}`;
    return refuse('port-range', message, choices);
  }
  const [binding] = item.bindings;
  const pool = item.bindings.length === 1 && binding !== undefined && isPool(binding);
  if (pool || length === next.last - next.first || (length === 0 && item.form === 'short')) return null;
  const message = `${item.raw} publishes ${length === 0 ? 'one port' : `${length + 1} ports`}, but ${operation.to} is another number of ports`;
  return refuse('invalid-port', message);
}

/** Returns the text with other digits for its host port; refused where the text does not contain them. */
function withHostPort(text: string, long: boolean, from: string, to: string): Result<string> {
  // Colons inside `${…}` and in brackets separate nothing.
  const masked = text.replace(/\$\{[^}]*\}|\[[^\]]*\]/g, (part) => '$'.repeat(part.length));
  const end = long ? text.length : masked.lastIndexOf(':');
  const start = long ? 0 : masked.lastIndexOf(':', end - 1) + 1;
  const digits = end < 0 ? '' : text.slice(start, end);
  const [written, old] = [parsePortRange(digits), parsePortRange(from)];
  if (written && old && written.first === old.first && written.last === old.last)
    return ok(text.slice(0, start) + to + text.slice(end));
  const [variable] = variableMentions(digits);
  const message = variable
    ? `the host port in "${text}" is the variable ${variable.name}; change its value where it is set, or edit the text`
    : `the host port in "${text}" is not written as ${from}; edit the text`;
  return refuse(variable ? 'interpolated' : 'unusual-layout', message);
}
