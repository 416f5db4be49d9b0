// Addresses in any spelling that Docker takes: what a bind address means; and subnets as ranges: what is in one, what two share, what is free.

import ipaddr from 'ipaddr.js';

/** Returns an address in lower case without brackets, zone and IPv4-in-IPv6 prefix. */
function plain(address: string): string {
  return address
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
}

/** True when a bind address stands for every address of the host: '', `0.0.0.0`, `::` and their longer spellings. */
export function isWildcardAddress(address: string): boolean {
  return /^[0.:]*$/.test(plain(address));
}

/** True for addresses in 127.0.0.0/8 and for ::1, in any spelling. */
export function isLoopbackAddress(address: string): boolean {
  if (address === '0.0.0.0') return false; // nearly all
  const bare = plain(address);
  return bare.startsWith('127.') || /^[0:]*:0*1$/.test(bare);
}

/** True when two bind addresses of a host overlap (F4): '' is every address of either family, `0.0.0.0` and `::` every one of theirs. */
export function bindAddressesMeet(a: string, b: string): boolean {
  const [first, second] = [plain(a), plain(b)];
  if (first === second || first === '' || second === '') return true;
  if (first.includes(':') !== second.includes(':')) return false;
  return isWildcardAddress(first) || isWildcardAddress(second) || sameAddress(first, second);
}

export interface AddressRange {
  readonly text: string;
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
  /** The addresses of the range that no container may have. */
  readonly reserved: readonly string[];
}

/** Parses `10.9.0.0/24`; returns null when the text is no subnet, for example a variable. */
export function rangeOf(text: string | null): AddressRange | null {
  if (text === null || !ipaddr.isValidCIDR(text)) return null;
  const [address, bits] = ipaddr.parseCIDR(text);
  const plain = address.kind() === 'ipv4' && bits < 31;
  const reserved = plain
    ? [
        ipaddr.IPv4.networkAddressFromCIDR(text).toString(),
        ipaddr.IPv4.broadcastAddressFromCIDR(text).toString(),
      ]
    : [];
  return { text, address, bits, reserved };
}

/**
 * Returns the first address of a range, which the host takes on a bridge unless a gateway is stated; null for an IPv6 range in an unusual
 * spelling.
 */
export function firstAddress({ text, address }: AddressRange): string | null {
  if (address.kind() === 'ipv4') {
    const bytes = ipaddr.IPv4.networkAddressFromCIDR(text).toByteArray();
    return [...bytes.slice(0, 3), (bytes[3] ?? 0) + 1].join('.');
  }
  const bytes = ipaddr.IPv6.networkAddressFromCIDR(text).toByteArray();
  return ipaddr.fromByteArray([...bytes.slice(0, 15), (bytes[15] ?? 0) + 1]).toString();
}

/** True when an address lies in a range. */
export function holdsAddress({ address, bits }: AddressRange, text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const parsed = ipaddr.parse(text);
  return parsed.kind() === address.kind() && parsed.match(address, bits);
}

/** True when two texts are the same address, in any spelling. */
export function sameAddress(a: string, b: string): boolean {
  if (a === b) return true;
  if (!ipaddr.isValid(a) || !ipaddr.isValid(b)) return false;
  return ipaddr.parse(a).toNormalizedString() === ipaddr.parse(b).toNormalizedString();
}

/** True for addresses that the Internet has no route to: RFC 1918, and unique local ones of IPv6. */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.parse(address).range();
  return range === 'private' || range === 'uniqueLocal';
}

/** True when two ranges have an address in common. */
export function rangesOverlap(a: AddressRange, b: AddressRange): boolean {
  if (a.address.kind() !== b.address.kind()) return false;
  const [wide, narrow] = a.bits <= b.bits ? [a, b] : [b, a];
  return narrow.address.match(wide.address, wide.bits);
}

/**
 * Returns the first IPv4 address of a range after the gateway's usual one that is not in `used`; null when the first few hundred are all
 * taken.
 */
export function freeAddress(range: AddressRange, used: readonly string[]): string | null {
  if (range.address.kind() !== 'ipv4') return null;
  const start = ipaddr.IPv4.networkAddressFromCIDR(range.text).toByteArray();
  for (let step = 2; step < 512; step++) {
    const number = start.reduce((sum, part) => sum * 256 + part, 0) + step;
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256);
    const address = parts.join('.');
    if (!holdsAddress(range, address) || range.reserved.includes(address)) return null;
    if (!used.some((other) => sameAddress(other, address))) return address;
  }
  return null;
}

/** Returns the range as a subnet: its first address, in the usual spelling. */
export function subnetText({ text, address, bits }: AddressRange): string {
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(text)
      : ipaddr.IPv6.networkAddressFromCIDR(text);
  return `${network.toString()}/${bits}`;
}
