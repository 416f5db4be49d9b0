// Whether a text is an IP address. No names, no zones, no brackets, no prefix lengths.

import ipaddr from 'ipaddr.js';

/** Whether `text` is an IPv4 or IPv6 address as the Engine accepts it. */
export function isIpLiteral(text: string): boolean {
  // The library takes zones (`fe80::1%eth0`) and octal parts, the Engine does not.
  if (text.includes('%') || /(?:^|[.:])0\d+\./.test(text)) return false;
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}
