// The command-line form of what is done to a network, read: everything behind `name=`.

import type { PlainOperation } from './operation.ts';
import { splitFields } from './steps/fields.ts';

/** The operation; null where the text has not its form, or it is none on a network. */
export function readNetworkOperation(name: string, text: string): PlainOperation | null {
  const [network = '', rest = ''] = splitFields(text, 2);
  const [, second = '', third = ''] = splitFields(text, 3);
  const full = splitFields(text, 3).length === 3;
  if (network === '') return null;
  const truth = rest === 'true' || rest === 'false' ? rest === 'true' : null;
  switch (name) {
    case 'internal':
      return truth === null ? null : { type: name, network, internal: truth };
    case 'enable-ipv6':
      return truth === null ? null : { type: name, network, enabled: truth };
    case 'external':
      return truth === null ? null : { type: name, network, external: truth };
    case 'ipam':
      if (!full || (second !== 'subnet' && second !== 'gateway' && second !== 'ip_range')) return null;
      return { type: name, network, setting: second, value: third };
    case 'driver':
      return rest === '' ? null : { type: name, network, driver: rest };
    case 'driver-opt':
      return second === '' || !full ? null : { type: name, network, key: second, value: third };
    case 'network-name':
      return { type: name, network, name: rest };
    case 'add-network':
      if (rest !== '' && rest !== 'internal') return null;
      return { type: name, network, internal: rest === 'internal' };
    case 'remove-network':
      return { type: name, network, soleMembers: rest === '' ? null : rest };
    case 'rename-network':
      if (second === '' || (third !== '' && third !== 'keep-name')) return null;
      return { type: name, network, to: second, ...(third === '' ? {} : { keepName: true }) };
    default:
      return null;
  }
}
