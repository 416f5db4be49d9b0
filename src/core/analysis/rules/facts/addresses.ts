// What a bind address means, in any spelling that Docker takes.

import { sameAddress } from './address-ranges.ts';

/** Brackets, zone and an IPv4-in-IPv6 prefix taken away; lower case. */
function plain(address: string): string {
  return address
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
}

/** Whether a bind address stands for every address of the host: nothing, `0.0.0.0`, `::` and their longer spellings. */
export function isWildcardAddress(address: string): boolean {
  return /^[0.:]*$/.test(plain(address));
}

/**
 * Whether two bind addresses of a host meet (F4): nothing at all is every address of either family, `0.0.0.0` and `::` every one
 * of theirs.
 */
export function bindAddressesMeet(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  if (one === other || one === '' || other === '') return true;
  if (one.includes(':') !== other.includes(':')) return false;
  return isWildcardAddress(one) || isWildcardAddress(other) || sameAddress(one, other);
}
