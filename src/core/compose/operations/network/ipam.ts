// The subnets of a network: subnet, gateway and range of each address family, in `ipam.config`.

import ipaddr from 'ipaddr.js';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, entryOf, itemsOf } from '../../../yaml/tree.ts';
import type { Network } from '../../topology.ts';
import { networkField, valueField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, networkOf, setNetworkKey } from '../steps/edit-entity.ts';

type Setting = Ipam['setting'];

const FIELDS = { subnet: 'subnet', gateway: 'gateway', ip_range: 'ipRange' } as const;

declare module '../operation.ts' {
  interface Operations {
    ipam: Ipam;
  }
}

interface Ipam {
  readonly type: 'ipam';
  readonly network: string;
  readonly setting: 'subnet' | 'gateway' | 'ip_range';
  /** The new value; '' removes the setting. */
  readonly value: string;
}

const ipam = operationKind<Ipam>({
  type: 'ipam',
  effect:
    'Sets a subnet, gateway or range for the address family of the value; an empty value removes it. A value outside its subnet is refused (`outside-subnet`).',
  replaces: true,
  fields: [
    networkField,
    {
      usage: ':subnet|gateway|ip_range',
      parse: (setting) =>
        setting === 'subnet' || setting === 'gateway' || setting === 'ip_range' ? { setting } : null,
      format: ({ setting }) => setting ?? null,
      examples: () => [{ setting: 'subnet' }, { setting: 'gateway' }, { setting: 'ip_range' }],
    },
    valueField(':[VALUE]', ['10.97.0.0/24', '10.97.0.1', '']),
  ],
  keys: ['ipam'],
  plan(document, operation) {
    const known = networkOf(document, operation.network);
    if (!known.ok) return known;
    const network = known.value;
    const { setting, value } = operation;
    if (network.external === true) {
      return refuse(
        'external-network',
        `${network.name} is external: its options are set where it is created`,
      );
    }
    const at = subnetIndex(network, operation);
    const present = network.subnets[at]?.[FIELDS[setting]] ?? null;
    if ((present ?? '') === value) return ok([]);
    const refused = value === '' ? null : refuseValue(network, operation, at);
    if (refused) return refused;
    const entry = entryOf(network.tree, 'ipam');
    if (entry?.merged || entry?.value.kind === 'alias' || childOf(entry?.value, 'config')?.kind === 'alias') {
      return refuse('merged-in', `the addresses of ${network.name} come from an anchor; change them there`);
    }
    const item = { [setting]: value };
    return setNetworkKey(document, network.name, 'ipam', { config: [item] }, (draft) => {
      const path = [...draft.path, 'ipam', 'config'];
      const config = itemsOf(childOf(entry?.value, 'config'));
      if (value === '')
        return change(draft, { do: 'remove-upwards', path: [...path, at, setting], keep: draft.path.length });
      if (!entry)
        return change(draft, { do: 'add', path: draft.path, key: 'ipam', value: { config: [item] } });
      if (config.length === 0) {
        return change(
          draft,
          childOf(entry.value, 'config')
            ? { do: 'replace', path, value: [item] }
            : { do: 'add', path: path.slice(0, -1), key: 'config', value: [item] },
        );
      }
      if (at < 0) return change(draft, { do: 'append', path, value: item });
      return change(
        draft,
        entryOf(config[at], setting)
          ? { do: 'replace', path: [...path, at, setting], value }
          : { do: 'add', path: [...path, at], key: setting, value },
      );
    });
  },
});

export const operations = [ipam];

/**
 * Returns the index of the subnet that an operation changes: of the same address family, or the one that holds the address; -1 for none.
 */
function subnetIndex(network: Network, { setting, value }: Ipam): number {
  const { subnets } = network;
  if (value === '') return subnets.findIndex((subnet) => subnet[FIELDS[setting]] !== null);
  if (setting !== 'subnet')
    return subnets.findIndex((subnet) => subnet.subnet !== null && isInSubnet(subnet.subnet, value));
  const six = value.includes(':');
  return subnets.findIndex((subnet) => subnet.subnet === null || subnet.subnet.includes(':') === six);
}

/** True when a subnet holds an address or a range. */
function isInSubnet(subnet: string, value: string): boolean {
  const [address = '', length] = value.split('/');
  if (!ipaddr.isValidCIDR(subnet) || !ipaddr.isValid(address)) return false;
  const [network, bits] = ipaddr.parseCIDR(subnet);
  const parsed = ipaddr.parse(address);
  if (length !== undefined && Number(length) < bits) return false;
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

function refuseValue(network: Network, { setting, value }: Ipam, at: number): Result<never> | null {
  const valid = setting === 'gateway' ? ipaddr.isValid(value) : ipaddr.isValidCIDR(value);
  if (!valid) {
    const what = setting === 'gateway' ? 'an IP address' : 'a range of addresses such as 10.9.0.0/24';
    return refuse('invalid-address', `"${value}" is not ${what}`);
  }
  if (setting !== 'subnet') {
    if (at >= 0) return null;
    return refuse('outside-subnet', `${value} is in no subnet of ${network.name}; set the subnet first`);
  }
  const left: readonly Setting[] = ['gateway', 'ip_range'];
  for (const other of left) {
    const inside = network.subnets[at]?.[FIELDS[other]] ?? null;
    if (inside === null || isInSubnet(value, inside)) continue;
    const choice = { label: `remove the ${other}`, operation: `ipam=${network.name}:${other}:` };
    return refuse('outside-subnet', `the ${other} ${inside} is not in ${value}; remove it first`, [choice]);
  }
  return null;
}
