// Setting the host address that a published port listens on.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { PortItem } from '../../topology.ts';
import { refuseAddress, serviceField, splitFields } from '../field.ts';
import { formatAs, type OperationKind, operationKind } from '../operation-kind.ts';
import { change, editService } from '../steps/edit-entity.ts';
import {
  findPort,
  namedPort,
  type PortName,
  publishedPorts,
  readPortName,
  refusePorts,
  refuseProtocol,
  withProtocol,
} from '../steps/port-text.ts';
import { ownEntry } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    bind: Bind;
  }
}

interface Bind {
  readonly type: 'bind';
  readonly service: string;
  readonly hostPort: string;
  readonly containerPort: string;
  readonly hostIp: string;
  readonly protocol?: string | null;
}

const bind: OperationKind<Bind> = operationKind<Bind>({
  type: 'bind',
  effect: 'Sets the host address of a published port.',
  fields: [
    serviceField,
    {
      usage: ':HOSTPORT[/udp]:IP',
      parse(text = '') {
        const picked = text.startsWith(':');
        const [named = '', hostIp = ''] = splitFields(picked ? text.slice(1) : text, 2);
        const { port, ...protocol } = readPortName(named);
        return port === '' || hostIp === '' ? null : { ...namedPort(port, picked), hostIp, ...protocol };
      },
      format: ({ hostPort = '', containerPort = '', protocol, hostIp }) =>
        `${withProtocol(hostPort === '' ? `:${containerPort}` : hostPort, protocol)}:${hostIp}`,
      examples: (place) =>
        publishedPorts(place.service).flatMap((port) => [
          { ...port, hostIp: '127.0.0.1' },
          { ...port, hostIp: '::1' },
        ]),
    },
  ],
  usage: 'SERVICE:HOSTPORT[/udp]:IP or SERVICE::CONTAINERPORT[/udp]:IP',
  keys: ['ports'],
  refuseValue({ hostIp, hostPort, containerPort, protocol }) {
    const fallback = fallbackOf(hostIp)?.address ?? hostIp;
    return (
      refuseAddress(fallback, 'an address of the host such as 127.0.0.1 or ::1') ??
      refusePorts(hostPort || containerPort) ??
      refuseProtocol(protocol)
    );
  },
  plan(document, operation) {
    const { service: name, hostIp } = operation;
    return editService(document, name, (draft, service) => {
      const found = findPort(service, portNameOf(operation), (protocol) =>
        formatAs(bind, { ...operation, protocol }),
      );
      if (!found.ok) return found;
      const item = found.value;
      if (!item) return refuse('not-published', `${name} publishes no such port`);
      if (item.bindings.every((binding) => binding.hostIp === hostIp)) return ok(draft);
      const entry = ownEntry(service, 'ports');
      if (!entry.ok) return entry;
      const path = [...draft.path, 'ports', item.index];
      const written = itemsOf(entry.value?.value)[item.index];
      // With a variable that has a value, the address is another one than what is written.
      const there = scalarText(item.form === 'long' ? childOf(written, 'host_ip') : written) ?? '';
      if (there === hostIp || there.startsWith(`${hostIp}:`)) return ok(draft);
      if (item.form === 'long') {
        const has = childOf(written, 'host_ip') !== null;
        return change(
          draft,
          has
            ? { do: 'replace-text', path: [...path, 'host_ip'], text: hostIp }
            : { do: 'add', path, key: 'host_ip', value: hostIp },
        );
      }
      const text = withAddress(scalarText(written) ?? '', item, hostIp);
      return text.ok ? change(draft, { do: 'replace-text', path, text: text.value }) : text;
    });
  },
});

export const operations = [bind];

function portNameOf({ hostPort, containerPort, protocol = null }: Bind): PortName {
  return { hostPort, containerPort, protocol };
}

/** Returns the short form of a port with another address; its ports stay as written, variables included. */
function withAddress(raw: string, item: PortItem, hostIp: string): Result<string> {
  const address = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  const present = item.bindings[0]?.hostIp ?? '';
  const fallback = fallbackOf(hostIp);
  if (fallback !== null) {
    // CN103: the variable that is the address now is kept.
    const lead = [`\${${fallback.variable}}:`, `$${fallback.variable}:`].find((text) => raw.startsWith(text));
    if (lead === undefined)
      return refuse('interpolated', `"${raw}" does not begin with the variable ${fallback.variable}`);
    return ok(`${hostIp}:${raw.slice(lead.length)}`);
  }
  if (present !== '') {
    const lead = [`[${present}]:`, `${present}:`].find((text) => raw.startsWith(text));
    if (lead === undefined)
      return refuse('interpolated', `the address in "${raw}" is written with a variable`);
    return ok(`${address}:${raw.slice(lead.length)}`);
  }
  // `${IP}:80:80`, whose variable has no value, has an address already: an unknown one.
  if (item.unset.length > 0)
    return refuse('interpolated', `"${raw}" is written with variables that have no value`);
  const rest = raw.startsWith(':') ? raw.slice(1) : raw;
  const hasHost = (item.bindings[0]?.hostPort ?? '') !== '';
  return ok(hasHost ? `${address}:${rest}` : `${address}::${rest}`);
}

/** Reads a variable with a fallback, `${HOST_IP:-127.0.0.1}`: its name and the address that it falls back to. */
function fallbackOf(hostIp: string): { readonly variable: string; readonly address: string } | null {
  const [, variable, address] = /^\$\{(\w+):-([^}]*)\}$/.exec(hostIp) ?? [];
  return variable === undefined || address === undefined ? null : { variable, address };
}
