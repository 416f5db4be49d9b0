// What no file could make right: a word of an operation that is no capability, address, port or intent. Looked at before the
// file is, so that every way to state an operation is refused alike; the codes begin with `invalid-`.

import { type Refusal, refuse } from '../../text/result.ts';
import { isIpLiteral } from '../project/ip-literal.ts';
import { nearestCapability, normalizeCapability } from '../project/normalize-capability.ts';
import { splitStatements, usageOf } from '../project/read-intents.ts';
import type { Operation, PlainOperation } from './operation.ts';

/** The refusal; null where every word may be meant. What holds a variable is not judged. */
export function wrongValue(operation: Operation): Refusal | null {
  if (operation.type === 'own' || operation.type === 'at-anchor') return wrongValue(operation.inner);
  const found = faultOf(operation);
  return found === null ? null : refuse(found[0], found[1]).error;
}

type Fault = readonly [code: string, message: string];

function faultOf(operation: PlainOperation): Fault | null {
  switch (operation.type) {
    case 'cap-add':
    case 'cap-drop':
      return capabilityFault(operation.capability);
    case 'bind': {
      const fallback = fallbackOf(operation.hostIp)?.address ?? operation.hostIp;
      return (
        addressFault(fallback, 'an address of the host such as 127.0.0.1 or ::1') ??
        portFault(operation.hostPort || operation.containerPort) ??
        protocolFault(operation.protocol)
      );
    }
    case 'unpublish':
      return portFault(operation.hostPort || operation.containerPort) ?? protocolFault(operation.protocol);
    case 'remap':
      return singleFault(operation.from) ?? singleFault(operation.to) ?? protocolFault(operation.protocol);
    case 'address':
    case 'link-local':
      return addressFault(operation.address, 'an address such as 172.20.0.10');
    case 'mac':
      return /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i.test(operation.address)
        ? null
        : [
            'invalid-address',
            `"${operation.address}" is no MAC address; write six pairs such as 02:42:ac:11:00:02`,
          ];
    case 'intent':
      return intentFault(operation);
    default:
      return null;
  }
}

function capabilityFault(text: string): Fault | null {
  if (text.includes('$') || normalizeCapability(text) !== null) return null;
  const meant = nearestCapability(text);
  const right = meant === null ? 'ALL, or a name such as NET_BIND_SERVICE' : meant;
  return ['invalid-capability', `"${text}" is no capability; write ${right}`];
}

function addressFault(text: string, right: string): Fault | null {
  return isIpLiteral(text) ? null : ['invalid-address', `"${text}" is no IP address; write ${right}`];
}

/** A port or a range; the host's may be a pool. */
function portFault(text: string): Fault | null {
  if (text.includes('$')) return null;
  const [first = '', last = first, more] = text.split('-');
  const wrong =
    [first, last].some((one) => !isPort(one)) || more !== undefined || Number(first) > Number(last);
  return wrong ? ['invalid-port', `"${text}" is no port; write a number from 1 to 65535`] : null;
}

function singleFault(text: string): Fault | null {
  return isPort(text) ? null : ['invalid-port', `"${text}" is no port; write a number from 1 to 65535`];
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function protocolFault(protocol: string | null | undefined): Fault | null {
  if (protocol === null || protocol === undefined || ['tcp', 'udp', 'sctp'].includes(protocol)) return null;
  return ['invalid-port', `"${protocol}" is no protocol; write tcp, udp or sctp`];
}

function intentFault({ kind, text }: PlainOperation & { type: 'intent' }): Fault | null {
  if (/[\r\n]/.test(text)) return ['invalid-value', 'an intent is one line'];
  const side = '[^,>\\s][^,>]*(?:,\\s*[^,>\\s][^,>]*)*';
  const forms = {
    never: new RegExp(`^${side} -> ${side}$`),
    must: new RegExp(`^${side} -> ${side}$`),
    'no-way-out': /^[^>:]+$/,
    exposed: /^[^>:\s]+(?::\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp))?)?$/,
  };
  const statements = splitStatements(kind, text);
  const wrong = statements.find((statement) => !forms[kind].test(statement));
  if (wrong === undefined && statements.length > 0) return null;
  return ['invalid-intent', `"${wrong ?? text}" is not of the form of ${kind}. ${usageOf(kind)}`];
}

/** `${HOST_IP:-127.0.0.1}`: the address that a variable without a value falls back to. */
export function fallbackOf(hostIp: string): { readonly variable: string; readonly address: string } | null {
  const [, variable, address] = /^\$\{(\w+):-([^}]*)\}$/.exec(hostIp) ?? [];
  return variable === undefined || address === undefined ? null : { variable, address };
}
