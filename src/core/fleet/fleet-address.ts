// Addresses on a fleet: as text, as a number, and as a firewall knows them.

import { exactAddress, type KnownAddress, parseAddress } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';

/** An address with its family. */
export interface FleetAddress {
  readonly family: Family;
  readonly text: string;
  readonly value: bigint;
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
  if (family === 'ipv4') {
    const bytes = [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n);
    return { family, value, text: bytes.join('.') };
  }
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(16 * (7 - index))) & 0xffffn);
  return { family, value, text: shortest(groups.map((group) => group.toString(16))) };
}

/** Writes the longest run of zeros as `::`. */
function shortest(groups: readonly string[]): string {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < groups.length; from++) {
    let length = 0;
    while (groups[from + length] === '0') length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.from).join(':')}::${groups.slice(best.from + best.length).join(':')}`;
}

/** Returns an address as a firewall knows it. */
export function knownAddress({ text, family }: FleetAddress): KnownAddress {
  const known = exactAddress(text, family);
  if (known === null) throw new RangeError(`not an address of ${family}: ${text}`);
  return known;
}

/** Returns the number of an address that is known exactly; null for another. */
export function exactValue({ within }: KnownAddress): bigint | null {
  const [only, ...others] = within;
  return only && others.length === 0 && only.first === only.last ? only.first : null;
}

/** True for an address of loopback. */
export function isLoopback({ family, value }: FleetAddress): boolean {
  return family === 'ipv4' ? value >> 24n === 127n : value === 1n;
}
