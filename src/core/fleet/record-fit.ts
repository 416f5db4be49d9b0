// Records and the machines that they are of, told by addresses at which other machines know them.

import { parseAddress } from '../machine/firewall/addresses.ts';
import type { InterfaceAddress, Machine } from '../machine/machine.ts';
import type { FleetAddress } from './fleet-address.ts';
import { isPublic } from './network-map.ts';

/** Interfaces of Docker and of the machine itself, on which no other machine is. */
const ownInterfaces =
  /^(?:lo|docker\d+|docker_gwbridge|br-[0-9a-f]{12}|veth.*|virbr\d+|cni.*|flannel.*|cali.*)$/;

/** Returns the addresses at which other machines know a machine. */
export function linksOf({ addresses = [], bridges = {} }: Machine): readonly InterfaceAddress[] {
  const ofDocker = new Set(Object.values(bridges));
  return addresses.filter(
    (address) => address.global && !ownInterfaces.test(address.interface) && !ofDocker.has(address.interface),
  );
}

/** True when a record has an address of a machine. */
export function recordHolds(
  { addresses = [] }: Pick<Machine, 'addresses'>,
  { family, value }: FleetAddress,
): boolean {
  return addresses.some((one) => one.family === family && parseAddress(one.address, family) === value);
}

/** Returns the stated addresses of a machine when its record has none of them; empty where it fits, or states no address. */
export function missedAddresses(record: Machine, stated: readonly FleetAddress[]): readonly FleetAddress[] {
  if ((record.addresses ?? []).every(({ global }) => !global)) return [];
  // A public address may be translated before it reaches the machine.
  const own = stated.filter((address) => !isPublic(address));
  return own.some((address) => recordHolds(record, address)) ? [] : own;
}

/** True when two records have other host names, or no address beyond Docker's own in common. */
export function areOfDifferentMachines(one: Machine, other: Machine): boolean {
  if (one.hostname !== undefined && other.hostname !== undefined && one.hostname !== other.hostname)
    return true;
  const known = new Set(linksOf(one).map(({ address }) => address));
  const links = linksOf(other);
  return known.size > 0 && links.length > 0 && links.every(({ address }) => !known.has(address));
}
