// What a bind address means, in any spelling that Docker takes.

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
