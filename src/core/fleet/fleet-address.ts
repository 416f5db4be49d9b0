// Addresses on a fleet: as text, as a number, and as a firewall knows them.

import { addressText, type KnownAddress, parseAddress } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';

/** An address with its family. */
export interface FleetAddress {
  readonly family: Family;
  readonly text: string;
  readonly value: bigint;
  /** True for the address of a machine of which no record says one: `value` stands for it, and what depends on it is not known. */
  readonly assumed?: true;
}

/** Reads an address of either family; null for another text. */
export function readAddress(text: string): FleetAddress | null {
  const family = familyOf(text);
  const value = parseAddress(text, family);
  return value === null ? null : { family, text, value };
}

/** Returns the family of a text that is an address, or a network. */
export function familyOf(text: string): Family {
  return text.includes(':') ? 'ipv6' : 'ipv4';
}

/** Returns the address of a number; numbers beyond 32 bits are IPv6. */
export function addressOfValue(
  value: bigint,
  family: Family = value > 0xffff_ffffn ? 'ipv6' : 'ipv4',
): FleetAddress {
  return { family, value, text: addressText(value, family) };
}

/** Returns an address as a firewall knows it. */
export function knownAddress({ text, value, family, assumed }: FleetAddress): KnownAddress {
  if (assumed)
    return { text, within: [{ first: 0n, last: family === 'ipv4' ? 0xffff_ffffn : (1n << 128n) - 1n }] };
  return { text, within: [{ first: value, last: value }] };
}

/** Returns the number of an address that is known exactly; null for another. */
export function exactValue({ within }: KnownAddress): bigint | null {
  const [only, ...others] = within;
  return only && others.length === 0 && only.first === only.last ? only.first : null;
}
