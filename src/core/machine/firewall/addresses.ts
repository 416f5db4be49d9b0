// Addresses as a firewall meets them: a rule names ranges, and a packet has an address of which only the network may be known.

import ipaddr from 'ipaddr.js';
import type { Tri } from '../../compose/topology.ts';
import type { Family } from '../../reach/reach-model.ts';

/** The addresses of one family from `first` to `last`, both included. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Partial knowledge of a packet's address: it lies in one of the ranges `within`, and is none of `beside`. `anywhere` marks an Internet
 * address that no rule names in particular.
 */
export interface KnownAddress {
  /** A text for comparison: equal texts mean equal knowledge. */
  readonly text: string;
  readonly within: readonly AddressRange[];
  readonly excluded?: readonly bigint[];
  readonly anywhere?: true;
}

const bits: { readonly [family in Family]: number } = { ipv4: 32, ipv6: 128 };

/** Returns the range of an address, of `ADDRESS/PREFIX` or of `ADDRESS/MASK`; null when `text` is not of this family. */
export function parseRange(text: string, family: Family): AddressRange | null {
  const [address = '', mask, ...rest] = text.trim().split('/');
  const value = parseAddress(address, family);
  if (value === null || rest.length > 0) return null;
  const length = mask === undefined ? bits[family] : prefixLength(mask, family);
  return length === null ? null : prefixRange(value, length, family);
}

/** Returns the range of addresses that share the first `length` bits of `value`; null when `length` is too long for the family. */
export function prefixRange(value: bigint, length: number, family: Family): AddressRange | null {
  if (!isPrefixLength(length, family)) return null;
  const free = BigInt(bits[family] - length);
  const first = (value >> free) << free;
  return { first, last: first + (1n << free) - 1n };
}

/** True when `length` is a valid prefix length of the family. */
export function isPrefixLength(length: number, family: Family): boolean {
  return Number.isInteger(length) && length >= 0 && length <= bits[family];
}

/** Returns the numeric value of an address; null when `text` is not an address of the family. */
export function parseAddress(text: string, family: Family): bigint | null {
  if (!ipaddr.isValid(text)) return null;
  const parsed = ipaddr.parse(text);
  if (parsed.kind() !== family) return null;
  return parsed.toByteArray().reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** Returns the usual text of an address. */
export function addressText(value: bigint, family: Family): string {
  const count = bits[family] / 8;
  const bytes = Array.from({ length: count }, (_, index) =>
    Number((value >> BigInt(8 * (count - 1 - index))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

function prefixLength(text: string, family: Family): number | null {
  if (/^\d+$/.test(text)) return Number(text) <= bits[family] ? Number(text) : null;
  const mask = parseAddress(text, family);
  if (mask === null) return null;
  const size = BigInt(bits[family]);
  for (let length = 0n; length <= size; length++) {
    if (mask === (((1n << size) - 1n) ^ ((1n << (size - length)) - 1n))) return Number(length);
  }
  return null;
}

/** Returns the known address that `text` names; null when it is none. */
export function exactAddress(text: string, family: Family): KnownAddress | null {
  const value = parseAddress(text, family);
  return value === null ? null : { text, within: [{ first: value, last: value }] };
}

/** The reserved networks, which no machine of the Internet is in. */
const reserved: { readonly [family in Family]: readonly AddressRange[] } = {
  ipv4: ranges(
    ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'].concat([
      '172.16.0.0/12',
      '192.168.0.0/16',
      '224.0.0.0/3',
    ]),
    'ipv4',
  ),
  ipv6: ranges(['::/8', 'fc00::/7', 'fe80::/10', 'ff00::/8'], 'ipv6'),
};

function ranges(texts: readonly string[], family: Family): readonly AddressRange[] {
  return texts.map((text) => parseRange(text, family)).filter((range) => range !== null);
}

/** The address of an arbitrary machine of the Internet. */
export const internetAddress: { readonly [family in Family]: KnownAddress } = {
  ipv4: { text: 'internet', within: unreservedRanges('ipv4'), anywhere: true },
  ipv6: { text: 'internet', within: unreservedRanges('ipv6'), anywhere: true },
};

/** Returns all address ranges that are not reserved. */
function unreservedRanges(family: Family): readonly AddressRange[] {
  const free: AddressRange[] = [];
  let next = 0n;
  for (const { first, last } of reserved[family]) {
    if (first > next) free.push({ first: next, last: first - 1n });
    next = last + 1n;
  }
  const end = (1n << BigInt(bits[family])) - 1n;
  if (next <= end) free.push({ first: next, last: end });
  return free;
}

/** Returns an address about which nothing is known. */
export function unknownAddress(text: string, family: Family): KnownAddress {
  return { text, within: [{ first: 0n, last: (1n << BigInt(bits[family])) - 1n }] };
}

/** Returns whether an address lies in one of the ranges that a rule names. */
export function isWithin(address: KnownAddress, named: readonly AddressRange[]): Tri {
  let touched = false;
  let all = true;
  for (const range of address.within) {
    let covered = false;
    for (const { first, last } of overlapping(named, range)) {
      if (first <= range.first && last >= range.last) {
        covered = true;
        break;
      }
      if (first === last && address.excluded?.includes(first)) continue;
      touched = true;
    }
    if (covered) touched = true;
    else all = false;
  }
  if (!touched) return false;
  if (all) return true;
  // A list of blocked addresses is not about the Internet as a whole; half of all addresses might be.
  if (address.anywhere) return coversMuch(named, address.within) ? 'unknown' : false;
  return 'unknown';
}

/** The length up to which a list of ranges is searched without sorting. */
const maxUnsorted = 16;
const sortedLists = new WeakMap<readonly AddressRange[], readonly AddressRange[]>();

/** Yields the ranges of `named` that overlap `range`. A long list is sorted once, then searched. */
function* overlapping(named: readonly AddressRange[], range: AddressRange): Generator<AddressRange> {
  if (named.length <= maxUnsorted) {
    for (const one of named) if (one.last >= range.first && one.first <= range.last) yield one;
    return;
  }
  const sorted = sortedLists.get(named) ?? withoutContained(named);
  sortedLists.set(named, sorted);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.last ?? 0n) < range.first) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < sorted.length; at++) {
    const one = sorted[at];
    if (!one || one.first > range.last) return;
    yield one;
  }
}

/** Returns the ranges in order, without those that an earlier range contains, so that their ends are in order too. */
function withoutContained(list: readonly AddressRange[]): readonly AddressRange[] {
  const sorted = [...list].sort((a, b) =>
    a.first === b.first ? compareNumbers(b.last, a.last) : compareNumbers(a.first, b.first),
  );
  const kept: AddressRange[] = [];
  let end = -1n;
  for (const range of sorted) {
    if (range.last <= end) continue;
    kept.push(range);
    end = range.last;
  }
  return kept;
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when `named` covers more than a sixteenth of the addresses in `within`; ranges that only partly overlap do not count. */
function coversMuch(named: readonly AddressRange[], within: readonly AddressRange[]): boolean {
  const whole = within.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
  let held = 0n;
  for (const range of within) {
    for (const { first, last } of named) {
      if (first <= range.first && last >= range.last) held += range.last - range.first + 1n;
      else if (first >= range.first && last <= range.last) held += last - first + 1n;
    }
  }
  return held * 16n > whole;
}
