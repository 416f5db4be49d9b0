// The command-line form of what is done to a service, read: everything behind `name=`.

import type { Result } from '../../text/result.ts';
import type { ModeSpec, PlainOperation } from './operation.ts';
import { readPort } from './port/port-text.ts';
import { splitFields } from './steps/fields.ts';

/** The operation; null where the text has not its form, or it is none on a service. */
export function readServiceOperation(name: string, text: string): PlainOperation | Result<never> | null {
  const [service = '', rest = ''] = splitFields(text, 2);
  const [, second = '', third = ''] = splitFields(text, 3);
  const full = splitFields(text, 3).length === 3;
  if (service === '' || rest === '') return name === 'remove-service' ? readRemoval(service, rest) : null;
  switch (name) {
    case 'attach':
      if (second === '' || (third !== '' && third !== 'shared')) return null;
      return { type: name, service, network: second, ...(third === '' ? {} : { shared: true }) };
    case 'detach':
      if (second === '' || (third !== '' && third !== 'none' && third !== 'default')) return null;
      return { type: name, service, network: second, last: third === '' ? null : third };
    case 'remap': {
      const { port, protocol } = readPortName(second);
      return port === '' || third === '' ? null : { type: name, service, from: port, to: third, ...protocol };
    }
    case 'move':
      return second === '' || third === '' ? null : { type: name, service, from: second, to: third };
    case 'alias':
    case 'unalias':
      return second === '' || third === '' ? null : { type: name, service, network: second, alias: third };
    case 'address':
    case 'unaddress':
    case 'mac':
    case 'link-local':
      return second === '' || third === '' ? null : { type: name, service, network: second, address: third };
    case 'gw-priority':
      if (second === '' || !/^-?\d+$/.test(third)) return null;
      return { type: name, service, network: second, priority: Number(third) };
    case 'mode': {
      const mode = readMode(rest);
      return mode ? { type: name, service, mode } : null;
    }
    case 'publish': {
      const port = readPort(rest);
      return port.ok ? { type: name, service, port: port.value } : port;
    }
    case 'unpublish':
      return readUnpublish(service, rest);
    case 'bind': {
      const picked = second === '';
      const [text = '', hostIp = ''] = picked ? splitFields(third, 2) : [second, third];
      const { port, protocol } = readPortName(text);
      if (port === '' || hostIp === '') return null;
      const [hostPort, containerPort] = picked ? ['', port] : [port, ''];
      return { type: name, service, hostPort, containerPort, hostIp, ...protocol };
    }
    case 'cap-add':
    case 'cap-unadd':
    case 'cap-drop':
    case 'cap-undrop':
      return { type: name, service, capability: rest };
    case 'user':
      return { type: name, service, user: rest };
    case 'image':
      return { type: name, service, image: rest };
    case 'command':
      return { type: name, service, command: rest };
    case 'entrypoint':
    case 'hostname':
    case 'container-name':
      return { type: name, service, value: rest };
    case 'replicas':
      return /^\d{1,9}$/.test(rest) ? { type: name, service, count: Number(rest) } : null;
    case 'env':
    case 'label':
    case 'sysctl':
    case 'extra-host':
      return second === '' || !full ? null : { type: name, service, key: second, value: third };
    case 'expose':
    case 'unexpose':
    case 'link':
    case 'unlink':
    case 'profile':
    case 'unprofile':
    case 'volume':
    case 'unvolume':
      return { type: name, service, item: rest };
    case 'depends':
    case 'undepends':
      return { type: name, service, target: rest };
    case 'security-opt':
      return { type: name, service, option: rest };
    case 'unset':
      return second === '' ? null : { type: name, service, key: second, item: third === '' ? null : third };
    case 'add-service':
      return { type: name, service, image: rest, body: {} };
    case 'remove-service':
      return readRemoval(service, rest);
    case 'rename-service':
      return readRename(service, second, third);
    default:
      return null;
  }
}

function readUnpublish(service: string, text: string): PlainOperation | null {
  const picked = text.startsWith(':');
  const { port, protocol } = readPortName(picked ? text.slice(1) : text);
  if (port === '') return null;
  const [hostPort, containerPort] = picked ? ['', port] : [port, ''];
  return { type: 'unpublish', service, hostPort, containerPort, protocol: protocol.protocol ?? null };
}

/** `53/udp`; the protocol is left out where none is said. */
function readPortName(text: string): {
  readonly port: string;
  readonly protocol: { readonly protocol?: string };
} {
  const slash = text.indexOf('/');
  if (slash < 0) return { port: text, protocol: {} };
  return { port: text.slice(0, slash), protocol: { protocol: text.slice(slash + 1).toLowerCase() } };
}

function readRemoval(service: string, text: string): PlainOperation | null {
  if (service === '' || (text !== '' && text !== 'move-anchors')) return null;
  return { type: 'remove-service', service, ...(text === '' ? {} : { moveAnchors: true }) };
}

function readRename(service: string, to: string, text: string): PlainOperation | null {
  const options = text === '' ? [] : text.split(':');
  if (to === '' || options.some((one) => one !== 'keep-alias' && one !== 'follow-hosts')) return null;
  return {
    type: 'rename-service',
    service,
    to,
    keepAlias: options.includes('keep-alias'),
    ...(options.includes('follow-hosts') ? { followHosts: true } : {}),
  };
}

function readMode(text: string): ModeSpec | null {
  const [kind = '', of = ''] = splitFields(text, 2);
  switch (kind) {
    case 'none':
    case 'bridge':
      return of === '' ? { kind } : null;
    case 'host':
      if (of !== '' && of !== 'drop-links') return null;
      return of === '' ? { kind } : { kind, dropLinks: true };
    case 'service': {
      const [owner = '', hand = ''] = of.split(':');
      if (owner === '' || (hand !== '' && hand !== 'hand-over')) return null;
      return hand === '' ? { kind, of: owner } : { kind, of: owner, handOver: true };
    }
    case 'networks': {
      const networks = of.split(',').filter((network) => network !== '');
      return networks.length === 0 ? null : { kind, networks };
    }
    default:
      return null;
  }
}
