// CN848. Owns: records that do not fit their machine by their addresses. A record has no date and no host name, so an old one is not told.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import type { FleetAddress } from '../fleet/fleet-address.ts';
import type { MachineNode } from '../fleet/machine-node.ts';
import { isPublic } from '../fleet/network-map.ts';
import { parseAddress } from '../machine/firewall/addresses.ts';

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
      const recorded = node.source.machine?.addresses;
      if (!recorded || recorded.every(({ global }) => !global)) continue;
      const holds = ({ family, value }: FleetAddress): boolean =>
        recorded.some((one) => one.family === family && parseAddress(one.address, family) === value);
      // A public address may be translated before it reaches the machine.
      const stated = ownAddresses(node).filter((address) => !isPublic(address));
      const others = [...map.machines.values()].filter(
        (other) => other !== node && ownAddresses(other).some(holds),
      );
      const [other] = others;
      const lacks = stated.filter((address) => !holds(address));
      const isOfAnother = other !== undefined && !ownAddresses(node).some(holds);
      if (!isOfAnother && (stated.length === 0 || lacks.length < stated.length)) continue;
      const { name } = node;
      const has = isOfAnother
        ? `has the address of ${other.name}`
        : `has none of the addresses of ${name}, ${nameList(lacks.map(({ text }) => text))}`;
      yield {
        machine: null,
        subjects: [name, ...(isOfAnother ? [other.name] : [])],
        message: `The record ${node.source.stated.record ?? ''} of ${name} ${has}: the firewall, routes and listeners in it are those of another machine. Write it anew on ${name} with bulkhead machine.`,
        at: ['machines', name, 'record'],
        evidence: [name, ...lacks.map(({ text }) => text), ...(isOfAnother ? [other.name] : [])],
      };
    }
  },
};

function ownAddresses({ links }: MachineNode): readonly FleetAddress[] {
  return links.flatMap(({ addresses }) => addresses);
}
