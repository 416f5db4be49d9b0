// Example addresses that a listener may see: one for each range that a configuration distinguishes, and one outside of all ranges.

import ipaddr from 'ipaddr.js';
import { type AddressRange, holdsAddress, isPrivateAddress, rangeOf } from '../../compose/bind-addresses.ts';
import type { Network } from '../../compose/topology.ts';
import type { Family } from '../../reach/reach-model.ts';
import type { SeenAs } from '../model.ts';

/** Returns a range of one or more addresses; null for an invalid text. */
export function readRange(text: string): AddressRange | null {
  const plain = text.trim();
  if (plain.includes('/')) return rangeOf(plain);
  if (!ipaddr.isValid(plain) || /^\d+$/.test(plain)) return null;
  return rangeOf(`${plain}/${plain.includes(':') ? 128 : 32}`);
}

export function isInRange(address: string, range: AddressRange): boolean {
  return holdsAddress(range, address);
}

/** True when an address is in one of the given addresses and ranges; invalid texts contain nothing. */
export function isInAny(address: string, texts: readonly string[]): boolean {
  return texts.some((text) => {
    const range = readRange(text);
    return range !== null && isInRange(address, range);
  });
}

/** Returns the bind address of a listener; null for all addresses. */
export function boundAddress(host: string): string | null {
  return /^(?:\*|0\.0\.0\.0|::|\[::\])?$/.test(host) ? null : host;
}

/** A zone outside the host. */
export type OutsideZone = 'outside' | 'internet' | 'lan';

/** Examples of visitor addresses; the first is in none of the ranges. */
export interface Examples {
  readonly addresses: readonly string[];
  /** True when visitors may have any of the addresses; false when they have one of them and it is unknown which. */
  readonly all: boolean;
  /** As whom the listener takes the asker with these addresses; absent where they are of several kinds. */
  readonly as?: SeenAs;
}

const maxExamples = 24;
/** A public address that no list in a file is likely to name. */
export const publicVisitor = '198.51.100.77';
const neutralPublic = [publicVisitor, '192.0.2.77', '203.0.113.77', '9.9.9.77', '45.77.77.77'];
const neutralIpv6 = {
  lan: ['fd77:77:77::77', 'fd4d:4d4d:4d4d::77'],
  public: ['2a00:77:77::77', '2600:77:77::77'],
};
const neutralPrivate = ['192.168.77.77', '10.177.77.77', '172.31.177.77'];

/** Returns examples of visitors: public addresses from the Internet, private ones outside of container networks from the LAN. */
export function outsideExamples(
  zone: OutsideZone,
  ranges: readonly string[],
  subnets: readonly string[],
  family: Family = 'ipv4',
): Examples {
  const read = ranges.flatMap((text) => readRange(text) ?? []);
  const ownAddressRanges = subnets.flatMap((text) => readRange(text) ?? []);
  const isLan = zone === 'lan';
  const found = new Set<string>();
  const all =
    family === 'ipv6' ? neutralIpv6[isLan ? 'lan' : 'public'] : isLan ? neutralPrivate : neutralPublic;
  const neutral = all.find(
    (address) =>
      !read.some((range) => range.bits > 0 && isInRange(address, range)) &&
      !ownAddressRanges.some((addressRange) => isInRange(address, addressRange)),
  );
  found.add(neutral ?? all[0] ?? '');
  for (const range of read) {
    if (found.size >= maxExamples) break;
    if (range.address.kind() !== family || range.bits < 4) continue;
    const address = exampleIn(range);
    if (isPrivateAddress(address) !== isLan || isSpecial(address)) continue;
    if (ownAddressRanges.some((subnet) => isInRange(address, subnet) || isInRange(exampleIn(subnet), range)))
      continue;
    found.add(address);
  }
  return { addresses: [...found], all: true, as: 'visitor' };
}

function exampleIn({ address, bits }: AddressRange): string {
  if (address.kind() !== 'ipv4' || bits >= 31) return address.toString();
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`).toByteArray();
  return [...bytes.slice(0, 3), (bytes[3] ?? 0) + 1].join('.');
}

/** True when a range contains private addresses, as containers have them. */
export function isPrivateRange(text: string): boolean {
  const range = readRange(text);
  return range !== null && (range.bits < 8 || isPrivateAddress(range.address.toString()));
}

function isSpecial(address: string): boolean {
  return ['loopback', 'linkLocal', 'unspecified', 'broadcast', 'multicast', 'carrierGradeNat'].includes(
    ipaddr.parse(address).range(),
  );
}

/** The address pools that Docker uses for networks without a stated subnet. */
const pools = ['172.18.0.0/16', '192.168.16.0/20'];

/** What has address ranges: a network of Docker, or one beside the machine. */
export interface Ranged {
  readonly subnets: readonly Pick<Network['subnets'][number], 'subnet' | 'gateway'>[];
}

function subnetsOf(
  network: Ranged | undefined,
): readonly { readonly range: AddressRange; readonly gateway: string | null }[] {
  const stated = (network?.subnets ?? []).flatMap(({ subnet, gateway }) => {
    const range = rangeOf(subnet);
    return range && range.address.kind() === 'ipv4' ? [{ range, gateway }] : [];
  });
  if (stated.length > 0) return stated;
  return pools.flatMap((text) => {
    const range = rangeOf(text);
    return range ? [{ range, gateway: null }] : [];
  });
}

/** Returns the gateway addresses of a network, as which its containers see the host. */
export function gatewayExamples(network: Network | undefined, family: Family = 'ipv4'): Examples {
  if (family === 'ipv6') return { addresses: ipv6Gateways(network), all: false, as: 'gateway' };
  return {
    addresses: subnetsOf(network).map(({ range, gateway }) => gateway ?? exampleIn(range)),
    all: false,
    as: 'gateway',
  };
}

/** Returns the IPv6 gateways of a network; without a stated subnet Docker uses one of fd00::/8. */
function ipv6Gateways(network: Network | undefined): readonly string[] {
  return ipv6AddressesIn(network, 1, ({ gateway }) => gateway);
}

/** Returns an IPv6 address of a container on a network. */
function ipv6Members(network: Ranged | undefined): readonly string[] {
  return ipv6AddressesIn(network, 0x77, () => null);
}

/** Returns examples of visitors on the networks beside a machine, other than the machine itself. */
export function neighbourExamples(
  networks: readonly { readonly subnet: string; readonly own: string | null }[],
  ranges: readonly string[],
  family: Family,
): Examples {
  const addresses = networks.flatMap(({ subnet, own }) => {
    const network = { subnets: [{ subnet, gateway: own }] };
    return memberExamples(network, null, ranges, family).addresses;
  });
  return { addresses, all: true, as: 'visitor' };
}

/** Returns the address with a last number in each IPv6 subnet of a network, unless it is stated. */
function ipv6AddressesIn(
  network: Ranged | undefined,
  last: number,
  stated: (subnet: Ranged['subnets'][number]) => string | null,
): readonly string[] {
  const found = (network?.subnets ?? []).flatMap((subnet) => {
    const range = rangeOf(subnet.subnet);
    return range?.address.kind() === 'ipv6' ? [stated(subnet) ?? numbered(range, last)] : [];
  });
  return found.length > 0 ? found : [`fd77:77:77::${last.toString(16)}`];
}

function numbered({ text }: AddressRange, last: number): string {
  const bytes = ipaddr.IPv6.networkAddressFromCIDR(text).toByteArray();
  return ipaddr.fromByteArray([...bytes.slice(0, 15), (bytes[15] ?? 0) + last]).toString();
}

/** Returns example addresses of a container on a network; `fixed` is its address in the file. */
export function memberExamples(
  network: Ranged | undefined,
  fixed: string | null,
  ranges: readonly string[],
  family: Family = 'ipv4',
): Examples {
  if (fixed !== null) return { addresses: [fixed], all: false, as: 'visitor' };
  if (family === 'ipv6') return { addresses: ipv6Members(network), all: false, as: 'visitor' };
  const read = ranges.flatMap((text) => readRange(text) ?? []);
  const found = new Set<string>();
  for (const { range, gateway } of subnetsOf(network)) {
    const host = gateway ?? exampleIn(range);
    const narrow = read.filter(
      (addressRange) => addressRange.bits > range.bits && isInRange(addressRange.address.toString(), range),
    );
    for (const addressRange of narrow) {
      const address = addressRange.bits >= 31 ? addressRange.address.toString() : secondIn(addressRange);
      if (address !== host && found.size < maxExamples) found.add(address);
    }
    const free = firstFree(
      range,
      (address) => address === host || narrow.some((addressRange) => isInRange(address, addressRange)),
    );
    if (free !== null) found.add(free);
  }
  return { addresses: [...found], all: false, as: 'visitor' };
}

function secondIn(range: AddressRange): string {
  const bytes = ipaddr.parse(exampleIn(range)).toByteArray();
  return [...bytes.slice(0, 3), (bytes[3] ?? 0) + 1].join('.');
}

function firstFree(range: AddressRange, taken: (address: string) => boolean): string | null {
  const bytes = ipaddr.parse(exampleIn(range)).toByteArray();
  for (let last = 0; last < 250; last++) {
    const address = [...bytes.slice(0, 3), (bytes[3] ?? 0) + last].join('.');
    if (!ipaddr.isValid(address)) return null;
    if (!taken(address) && isInRange(address, range)) return address;
  }
  return null;
}

/** Returns all IPv4 subnets that networks of the project state. */
export function statedSubnets(networks: Iterable<Network>): readonly string[] {
  return [...networks].flatMap(({ subnets }) => subnets.flatMap(({ subnet }) => subnet ?? []));
}
