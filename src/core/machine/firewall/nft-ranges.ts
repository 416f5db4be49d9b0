// Conditions on addresses and ports.

import type { Family } from '../../reach/reach-model.ts';
import { type AddressRange, parseAddress, parseRange, prefixRange } from './addresses.ts';
import { field, type Json, listOf, textOf } from './nft-json.ts';
import { type Match, type PortRange, portRangeOf } from './ruleset.ts';

/** Returns the condition on an address; null where a value is no address or range of the family. */
export function addressMatch(
  kind: 'source' | 'destination' | 'original-source' | 'original-destination',
  values: readonly Json[],
  not: boolean,
  family: Family,
): Match | null {
  const known = rangesIn[family].get(values);
  const ranges = known === undefined ? readRanges(values, family) : known;
  rangesIn[family].set(values, ranges);
  return ranges ? { kind, ranges, not } : null;
}

/** The parsed address ranges of sets, so that a set that many rules name is read once. */
const rangesIn: { readonly [family in Family]: WeakMap<readonly Json[], readonly AddressRange[] | null> } = {
  ipv4: new WeakMap(),
  ipv6: new WeakMap(),
};

function readRanges(values: readonly Json[], family: Family): readonly AddressRange[] | null {
  const ranges = values.map((value) => addressRange(value, family));
  const known = ranges.filter((range) => range !== null);
  return known.length === ranges.length ? known : null;
}

function addressRange(value: Json, family: Family): AddressRange | null {
  if (typeof value === 'string') return parseRange(value, family);
  const prefix = field(value, 'prefix');
  if (prefix !== undefined) {
    const [address, length] = [parseAddress(textOf(prefix, 'addr'), family), field(prefix, 'len')];
    return address === null || typeof length !== 'number' ? null : prefixRange(address, length, family);
  }
  const [first, last] = listOf(field(value, 'range')).map((end) => parseAddress(String(end), family));
  return first === undefined || first === null || last === undefined || last === null || first > last
    ? null
    : { first, last };
}

/** Returns the condition on a port; null where a value is no port or range. */
export function portMatch(
  kind: 'source-port' | 'destination-port' | 'original-port',
  values: readonly Json[],
  not: boolean,
): Match | null {
  const ranges = values.map(portRange);
  const known = ranges.filter((range) => range !== null);
  return known.length === ranges.length ? { kind, ranges: known, not } : null;
}

function portRange(value: Json): PortRange | null {
  if (typeof value === 'number') return portRangeOf(value, value);
  const [first, last] = listOf(field(value, 'range'));
  return typeof first === 'number' && typeof last === 'number' ? portRangeOf(first, last) : null;
}
