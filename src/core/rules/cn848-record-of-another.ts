// CN848. Owns: records that do not fit their machine, by their addresses or by the host name in them.

import { nameList } from '../compose/name-list.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import type { FleetFileEdit } from '../fleet/edit/fleet-edit.ts';
import { type FleetAddress, readAddress } from '../fleet/fleet-address.ts';
import type { MachineNode } from '../fleet/machine-node.ts';
import { isOn, type NetworkMap } from '../fleet/network-map.ts';
import { missedAddresses, recordHolds } from '../fleet/record-fit.ts';

export const rule: Rule = {
  id: 'CN848',
  slug: 'record-of-another',
  title: 'A record does not fit its machine',
  why: 'What is said of the machine rests on the firewall, the routes and the listeners of another one: a port that is open counts as closed, or the other way about.',
  remediation:
    "Write the record anew on that machine with `bulkhead machine`, or name the right file in `record`, or mend the machine's `addresses`.",
  severity: 'warning',
  source: 'FL1, FL9',
  *checkFleet({ connector: { map } }) {
    for (const node of map.machines.values()) {
      const record = node.source.machine;
      if (!record?.addresses || record.addresses.every(({ global }) => !global)) continue;
      const holds = (address: FleetAddress): boolean => recordHolds(record, address);
      const others = [...map.machines.values()].filter(
        (other) => other !== node && ownAddresses(other).some(holds),
      );
      const [other] = others;
      const lacks = missedAddresses(record, ownAddresses(node));
      const isOfAnother = other !== undefined && !ownAddresses(node).some(holds);
      if (!isOfAnother && lacks.length === 0) continue;
      const { name } = node;
      const has = isOfAnother
        ? `has the address of ${other.name}`
        : `has none of the addresses of ${name}, ${nameList(lacks.map(({ text }) => text))}`;
      yield {
        machine: null,
        subjects: [name, ...(isOfAnother ? [other.name] : [])],
        message: `The record ${node.source.stated.record ?? ''} of ${name}${originText(node)} ${has}: the firewall, routes and listeners in it are those of another machine. Write it anew on ${name} with bulkhead machine.`,
        at: ['machines', name, 'record'],
        fixes: isOfAnother ? [] : movedFixes(map, node),
        evidence: [name, ...lacks.map(({ text }) => text), ...(isOfAnother ? [other.name] : [])],
      };
    }
    for (const node of map.machines.values()) {
      const { addresses = [], hostname } = node.source.machine ?? {};
      // Addresses say more than a name.
      if (hostname === undefined || addresses.some(({ global }) => global)) continue;
      const other = machineNamed(map, hostname);
      if (!other || other === node || isNamed(node, hostname)) continue;
      const { name } = node;
      yield {
        machine: null,
        certainty: 'inferred',
        subjects: [name, other.name],
        message: `The record ${node.source.stated.record ?? ''} of ${name}${originText(node)} has the host name of ${other.name}: the firewall and the listeners in it may be those of that machine. Write it anew on ${name} with bulkhead machine.`,
        at: ['machines', name, 'record'],
        evidence: [name, other.name],
      };
    }
  },
};

/** Returns which host wrote the record of a machine, and when, as far as the record says. */
function originText({ source }: MachineNode): string {
  const { hostname, recordedAt } = source.machine ?? {};
  const parts = [
    ...(hostname === undefined ? [] : [`written by ${hostname}`]),
    ...(recordedAt === undefined
      ? []
      : [`${hostname === undefined ? 'written ' : ''}on ${recordedAt.slice(0, 10)}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}

function isNamed({ name }: MachineNode, hostname: string): boolean {
  return hostname.split('.')[0]?.toLowerCase() === name.toLowerCase();
}

function machineNamed({ machines }: NetworkMap, hostname: string): MachineNode | null {
  return [...machines.values()].find((node) => isNamed(node, hostname)) ?? null;
}

/** Returns the fix that states the address which the record has on a network instead of the one that it lacks; none where it is doubtful. */
function movedFixes(map: NetworkMap, node: MachineNode): readonly Fix[] {
  const { addresses = [], hostname } = node.source.machine ?? {};
  if (hostname !== undefined && !isNamed(node, hostname)) return [];
  const held = addresses.filter(({ global }) => global).flatMap(({ address }) => readAddress(address) ?? []);
  const moved = node.links.flatMap(({ network, addresses: stated }) => {
    const of = map.networks.get(network);
    const there =
      of?.kind === 'internet' ? [] : held.filter((address) => of !== undefined && isOn(of, address));
    const [address, ...others] = there;
    return address && others.length === 0 && stated.length === 1 ? [{ network, address }] : [];
  });
  if (moved.length === 0) return [];
  const texts = moved.map(({ network, address }) => `${address.text} on ${network}`);
  const edits = moved.map(
    ({ network, address }): FleetFileEdit => ({
      do: 'replace-text',
      path: ['machines', node.name, 'addresses', network],
      text: address.text,
    }),
  );
  return [
    {
      title: `State the address that the record has, ${nameList(texts)}`,
      safe: false,
      operations: [],
      fleet: [{ machine: null, edits }],
    },
  ];
}

function ownAddresses({ links }: MachineNode): readonly FleetAddress[] {
  return links.flatMap(({ addresses }) => addresses);
}
