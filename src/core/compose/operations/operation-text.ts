// The command-line form of operations: `name=field:field:…`, the last field taking the rest (docs/contracts.md).

import { ok, type Result, refuse } from '../../text/result.ts';
import type { ModeSpec, Operation } from './operation.ts';
import { formatPort, readPort } from './port-text.ts';

/** Fields of each operation, for messages. */
const USAGE: ReadonlyMap<string, string> = new Map([
  ['attach', 'SERVICE:NETWORK[:shared]'],
  ['detach', 'SERVICE:NETWORK[:none|default]'],
  ['move', 'SERVICE:FROM:TO'],
  ['alias', 'SERVICE:NETWORK:ALIAS'],
  ['unalias', 'SERVICE:NETWORK:ALIAS'],
  ['address', 'SERVICE:NETWORK:ADDRESS'],
  ['mode', 'SERVICE:none|bridge|host[:drop-links]|service:OWNER[:hand-over]|networks:NETWORK[,NETWORK]'],
  ['publish', 'SERVICE:[IP:]HOSTPORT:CONTAINERPORT[/udp]'],
  ['unpublish', 'SERVICE:HOSTPORT[/tcp] or SERVICE::CONTAINERPORT'],
  ['bind', 'SERVICE:HOSTPORT:IP or SERVICE::CONTAINERPORT:IP'],
  ['remap', 'SERVICE:CONTAINERPORT:NEWPORT'],
  ['cap-add', 'SERVICE:CAPABILITY'],
  ['cap-unadd', 'SERVICE:CAPABILITY'],
  ['cap-drop', 'SERVICE:CAPABILITY'],
  ['cap-undrop', 'SERVICE:CAPABILITY'],
  ['user', 'SERVICE:USER[:GROUP]'],
  ['image', 'SERVICE:IMAGE'],
  ['command', 'SERVICE:COMMAND'],
  ['env', 'SERVICE:KEY:VALUE'],
  ['depends', 'SERVICE:TARGET'],
  ['undepends', 'SERVICE:TARGET'],
  ['security-opt', 'SERVICE:OPTION'],
  ['gw-priority', 'SERVICE:NETWORK:NUMBER'],
  ['unset', 'SERVICE:KEY[:ITEM]'],
  ['internal', 'NETWORK:true|false'],
  ['driver-opt', 'NETWORK:KEY:VALUE'],
  ['add-network', 'NETWORK[:internal]'],
  ['remove-network', 'NETWORK[:none|default|OTHER]'],
  ['rename-network', 'NETWORK:NAME[:keep-name]'],
  ['add-service', 'SERVICE:IMAGE'],
  ['remove-service', 'SERVICE[:move-anchors]'],
  ['rename-service', 'SERVICE:NAME[:keep-alias]'],
]);

/** Reads one operation; refused (`unknown-operation`, `invalid-operation`) with the form that is expected. */
export function parseOperation(text: string): Result<Operation> {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const usage = USAGE.get(name);
  if (usage === undefined) {
    return refuse(
      'unknown-operation',
      `there is no operation "${name}"; there are ${[...USAGE.keys()].join(', ')}`,
    );
  }
  const operation = equals < 0 ? null : read(name, text.slice(equals + 1));
  if (operation === null) return refuse('invalid-operation', `"${text}" is not of the form ${name}=${usage}`);
  return 'ok' in operation ? operation : ok(operation);
}

/** At most `count` fields; the last one takes the rest. */
function fields(text: string, count: number): readonly string[] {
  const parts = text.split(':');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}

function read(name: string, text: string): Operation | Result<never> | null {
  const [a = '', b = ''] = fields(text, 2);
  const [, , c = ''] = fields(text, 3);
  const middle = fields(text, 3)[1] ?? '';
  if (a === '') return null;
  switch (name) {
    case 'attach':
      if (middle === '' || (c !== '' && c !== 'shared')) return null;
      return { type: name, service: a, network: middle, ...(c === '' ? {} : { shared: true }) };
    case 'detach':
      if (middle === '' || (c !== '' && c !== 'none' && c !== 'default')) return null;
      return { type: name, service: a, network: middle, last: c === '' ? null : c };
    case 'move':
      return middle === '' || c === '' ? null : { type: name, service: a, from: middle, to: c };
    case 'alias':
    case 'unalias':
      return middle === '' || c === '' ? null : { type: name, service: a, network: middle, alias: c };
    case 'address':
      return middle === '' || c === '' ? null : { type: name, service: a, network: middle, address: c };
    case 'gw-priority':
      return middle === '' || !/^-?\d+$/.test(c)
        ? null
        : { type: name, service: a, network: middle, priority: Number(c) };
    case 'mode': {
      const mode = readMode(b);
      return mode ? { type: name, service: a, mode } : null;
    }
    case 'publish': {
      if (b === '') return null;
      const port = readPort(b);
      return port.ok ? { type: name, service: a, port: port.value } : port;
    }
    case 'unpublish': {
      const [port = '', protocol] = b.split('/');
      const picked = port.startsWith(':');
      const number = picked ? port.slice(1) : port;
      if (number === '') return null;
      return {
        type: name,
        service: a,
        hostPort: picked ? '' : number,
        containerPort: picked ? number : '',
        protocol: protocol === undefined ? null : protocol.toLowerCase(),
      };
    }
    case 'bind': {
      if (middle !== '')
        return c === '' ? null : { type: name, service: a, hostPort: middle, containerPort: '', hostIp: c };
      const [containerPort = '', hostIp = ''] = fields(c, 2);
      return containerPort === '' || hostIp === ''
        ? null
        : { type: name, service: a, hostPort: '', containerPort, hostIp };
    }
    case 'remap':
      return middle === '' || c === '' ? null : { type: name, service: a, from: middle, to: c };
    case 'cap-add':
    case 'cap-unadd':
    case 'cap-drop':
    case 'cap-undrop':
      return b === '' ? null : { type: name, service: a, capability: b };
    case 'user':
      return b === '' ? null : { type: name, service: a, user: b };
    case 'image':
      return b === '' ? null : { type: name, service: a, image: b };
    case 'command':
      return b === '' ? null : { type: name, service: a, command: b };
    case 'env':
      return middle === '' || fields(text, 3).length < 3
        ? null
        : { type: name, service: a, key: middle, value: c };
    case 'depends':
    case 'undepends':
      return b === '' ? null : { type: name, service: a, target: b };
    case 'security-opt':
      return b === '' ? null : { type: name, service: a, option: b };
    case 'unset':
      return middle === '' ? null : { type: name, service: a, key: middle, item: c === '' ? null : c };
    case 'internal':
      return b !== 'true' && b !== 'false' ? null : { type: name, network: a, internal: b === 'true' };
    case 'driver-opt':
      return middle === '' || fields(text, 3).length < 3
        ? null
        : { type: name, network: a, key: middle, value: c };
    case 'add-network':
      return b !== '' && b !== 'internal' ? null : { type: name, network: a, internal: b === 'internal' };
    case 'remove-network':
      return { type: name, network: a, soleMembers: b === '' ? null : b };
    case 'rename-network':
      if (middle === '' || (c !== '' && c !== 'keep-name')) return null;
      return { type: name, network: a, to: middle, ...(c === '' ? {} : { keepName: true }) };
    case 'add-service':
      return b === '' ? null : { type: name, service: a, image: b, body: {} };
    case 'remove-service':
      if (b !== '' && b !== 'move-anchors') return null;
      return { type: name, service: a, ...(b === '' ? {} : { moveAnchors: true }) };
    case 'rename-service':
      if (middle === '' || (c !== '' && c !== 'keep-alias')) return null;
      return { type: name, service: a, to: middle, keepAlias: c === 'keep-alias' };
    default:
      return null;
  }
}

function readMode(text: string): ModeSpec | null {
  const [kind = '', of = ''] = fields(text, 2);
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

/** The command-line form; reading it back gives the same operation, but for the body of an added service. */
export function formatOperation(operation: Operation): string {
  return `${operation.type}=${argumentsOf(operation).join(':')}`;
}

function argumentsOf(operation: Operation): readonly string[] {
  switch (operation.type) {
    case 'attach':
      return [operation.service, operation.network, ...(operation.shared ? ['shared'] : [])];
    case 'detach':
      return [operation.service, operation.network, ...(operation.last ? [operation.last] : [])];
    case 'move':
    case 'remap':
      return [operation.service, operation.from, operation.to];
    case 'alias':
    case 'unalias':
      return [operation.service, operation.network, operation.alias];
    case 'address':
      return [operation.service, operation.network, operation.address];
    case 'gw-priority':
      return [operation.service, operation.network, String(operation.priority)];
    case 'mode':
      return [operation.service, ...formatMode(operation.mode)];
    case 'publish':
      return [operation.service, formatPort(operation.port)];
    case 'unpublish': {
      const port = operation.hostPort === '' ? `:${operation.containerPort}` : operation.hostPort;
      return [operation.service, operation.protocol === null ? port : `${port}/${operation.protocol}`];
    }
    case 'bind': {
      const port = operation.hostPort === '' ? ['', operation.containerPort] : [operation.hostPort];
      return [operation.service, ...port, operation.hostIp];
    }
    case 'cap-add':
    case 'cap-unadd':
    case 'cap-drop':
    case 'cap-undrop':
      return [operation.service, operation.capability];
    case 'user':
      return [operation.service, operation.user];
    case 'image':
      return [operation.service, operation.image];
    case 'command':
      return [operation.service, operation.command];
    case 'env':
      return [operation.service, operation.key, operation.value];
    case 'depends':
    case 'undepends':
      return [operation.service, operation.target];
    case 'security-opt':
      return [operation.service, operation.option];
    case 'unset':
      return [operation.service, operation.key, ...(operation.item === null ? [] : [operation.item])];
    case 'internal':
      return [operation.network, String(operation.internal)];
    case 'driver-opt':
      return [operation.network, operation.key, operation.value];
    case 'add-network':
      return [operation.network, ...(operation.internal ? ['internal'] : [])];
    case 'remove-network':
      return [operation.network, ...(operation.soleMembers === null ? [] : [operation.soleMembers])];
    case 'rename-network':
      return [operation.network, operation.to, ...(operation.keepName ? ['keep-name'] : [])];
    case 'add-service':
      return [operation.service, operation.image];
    case 'remove-service':
      return [operation.service, ...(operation.moveAnchors ? ['move-anchors'] : [])];
    case 'rename-service':
      return [operation.service, operation.to, ...(operation.keepAlias ? ['keep-alias'] : [])];
  }
}

function formatMode(mode: ModeSpec): readonly string[] {
  switch (mode.kind) {
    case 'service':
      return ['service', mode.of, ...(mode.handOver ? ['hand-over'] : [])];
    case 'networks':
      return ['networks', mode.networks.join(',')];
    case 'host':
      return ['host', ...(mode.dropLinks ? ['drop-links'] : [])];
    default:
      return [mode.kind];
  }
}
