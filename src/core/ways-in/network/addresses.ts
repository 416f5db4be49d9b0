// Which addresses a listener sees, as examples: one for each range that a configuration tells apart, and one that is in none of them.

import ipaddr from 'ipaddr.js';
import { type AddressRange, holdsAddress, isPrivateAddress, rangeOf } from '../../compose/bind-addresses.ts';
import type { Network } from '../../compose/topology.ts';
import type { Family } from '../../reach/reach-model.ts';

/** A range of one address or more; null for what is none. */
export function readRange(text: string): AddressRange | null {
  const plain = text.trim();
  if (plain.includes('/')) return rangeOf(plain);
  if (!ipaddr.isValid(plain) || /^\d+$/.test(plain)) return null;
  return rangeOf(`${plain}/${plain.includes(':') ? 128 : 32}`);
}

export function isInRange(address: string, range: AddressRange): boolean {
  return holdsAddress(range, address);
}

/** True where one of these addresses and ranges holds it; what is none of either holds nothing. */
export function isInAny(address: string, texts: readonly string[]): boolean {
  return texts.some((text) => {
    const range = readRange(text);
    return range !== null && isInRange(address, range);
  });
}

/** The address that a listener binds, as its line writes it; null for all of them. */
export function boundAddress(host: string): string | null {
  return /^(?:\*|0\.0\.0\.0|::|\[::\])?$/.test(host) ? null : host;
}

/** A place that is outside of the host. */
export type OutsideZone = 'outside' | 'internet' | 'lan';

/** Examples of who asks; the first is in none of the ranges. */
export interface Examples {
  readonly addresses: readonly string[];
  /** Any of them may ask; else it is one of them, and not known which. */
  readonly all: boolean;
}

const mostExamples = 24;
/** An address of the Internet that no list of a file is likely to name. */
export const publicVisitor = '198.51.100.77';
const neutralPublic = [publicVisitor, '192.0.2.77', '203.0.113.77', '9.9.9.77', '45.77.77.77'];
const neutralIpv6 = {
  lan: ['fd77:77:77::77', 'fd4d:4d4d:4d4d::77'],
  public: ['2a00:77:77::77', '2600:77:77::77'],
};
const neutralPrivate = ['192.168.77.77', '10.177.77.77', '172.31.177.77'];

/** Examples of visitors: from the Internet with public addresses, from the LAN with private ones that are no container's. */
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
    if (found.size >= mostExamples) break;
    if (range.address.kind() !== family || range.bits < 4) continue;
    const address = exampleIn(range);
    if (isPrivateAddress(address) !== isLan || isSpecial(address)) continue;
    if (ownAddressRanges.some((subnet) => isInRange(address, subnet) || isInRange(exampleIn(subnet), range)))
      continue;
    found.add(address);
  }
  return { addresses: [...found], all: true };
}

function exampleIn({ address, bits }: AddressRange): string {
  if (address.kind() !== 'ipv4' || bits >= 31) return address.toString();
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`).toByteArray();
  return [...bytes.slice(0, 3), (bytes[3] ?? 0) + 1].join('.');
}

/** Whether a range holds private addresses, as containers have them. */
export function isPrivateRange(text: string): boolean {
  const range = readRange(text);
  return range !== null && (range.bits < 8 || isPrivateAddress(range.address.toString()));
}

function isSpecial(address: string): boolean {
  return ['loopback', 'linkLocal', 'unspecified', 'broadcast', 'multicast', 'carrierGradeNat'].includes(
    ipaddr.parse(address).range(),
  );
}

/** Where a network says no subnet, Docker takes one of its pools. */
const pools = ['172.18.0.0/16', '192.168.16.0/20'];

function subnetsOf(
  network: Network | undefined,
): readonly { readonly range: AddressRange; readonly gateway: string | null }[] {
  const said = (network?.subnets ?? []).flatMap(({ subnet, gateway }) => {
    const range = rangeOf(subnet);
    return range && range.address.kind() === 'ipv4' ? [{ range, gateway }] : [];
  });
  if (said.length > 0) return said;
  return pools.flatMap((text) => {
    const range = rangeOf(text);
    return range ? [{ range, gateway: null }] : [];
  });
}

/** The gateway of a network, which is what a container sees of its host. */
export function gatewayExamples(network: Network | undefined, family: Family = 'ipv4'): Examples {
  if (family === 'ipv6') return { addresses: ipv6Gateways(network), all: false };
  return {
    addresses: subnetsOf(network).map(({ range, gateway }) => gateway ?? exampleIn(range)),
    all: false,
  };
}

/** Where a network says no IPv6 subnet, Docker takes one of fd00::/8. */
function ipv6Gateways(network: Network | undefined): readonly string[] {
  const said = (network?.subnets ?? []).flatMap(({ subnet, gateway }) => {
    const range = rangeOf(subnet);
    return range?.address.kind() === 'ipv6' ? [gateway ?? firstIn(range)] : [];
  });
  return said.length > 0 ? said : ['fd77:77:77::1'];
}

function firstIn({ text }: AddressRange): string {
  const bytes = ipaddr.IPv6.networkAddressFromCIDR(text).toByteArray();
  return ipaddr.fromByteArray([...bytes.slice(0, 15), (bytes[15] ?? 0) + 1]).toString();
}

/** A container on a network; `fixed` is the address that its file gives it. */
export function memberExamples(
  network: Network | undefined,
  fixed: string | null,
  ranges: readonly string[],
): Examples {
  if (fixed !== null) return { addresses: [fixed], all: false };
  const read = ranges.flatMap((text) => readRange(text) ?? []);
  const found = new Set<string>();
  for (const { range, gateway } of subnetsOf(network)) {
    const host = gateway ?? exampleIn(range);
    const narrow = read.filter(
      (addressRange) => addressRange.bits > range.bits && isInRange(addressRange.address.toString(), range),
    );
    for (const addressRange of narrow) {
      const address = addressRange.bits >= 31 ? addressRange.address.toString() : secondIn(addressRange);
      if (address !== host && found.size < mostExamples) found.add(address);
    }
    const free = firstFree(
      range,
      (address) => address === host || narrow.some((addressRange) => isInRange(address, addressRange)),
    );
    if (free !== null) found.add(free);
  }
  return { addresses: [...found], all: false };
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

/** All IPv4 subnets that networks of the project say. */
export function saidSubnets(networks: Iterable<Network>): readonly string[] {
  return [...networks].flatMap(({ subnets }) => subnets.flatMap(({ subnet }) => subnet ?? []));
}
