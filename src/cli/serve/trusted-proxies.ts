// `--trusted-proxy CIDR`: the proxies whose headers about the visitor and about TLS are believed.

import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { CallFailure } from '../call-failure.ts';
import { plainAddress } from '../open/http/addresses.ts';

export interface TrustedProxies {
  /** True when `address`, as a socket gives it, is a trusted proxy. */
  has(address: string): boolean;
}

/** Reads addresses and ranges. */
export function readTrustedProxies(words: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const word of words) {
    const [address = '', bits, ...rest] = word.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const size = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (family === 0 || rest.length > 0 || !(size <= most))
      throw new CallFailure(
        `--trusted-proxy ${word}: not an address or range. Give one such as 10.0.0.2 or 172.30.0.0/24.`,
      );
    // Otherwise the header of anybody who can connect would be believed.
    if (size === 0)
      throw new CallFailure(
        `--trusted-proxy ${word}: this would trust everybody. Give the proxy's own address.`,
      );
    list.addSubnet(address, size, family === 4 ? 'ipv4' : 'ipv6');
  }
  return {
    has(address) {
      const plain = plainAddress(address);
      const family = isIP(plain);
      return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

/** Returns the visitor's address: the last one in X-Forwarded-For that is not a trusted proxy. */
export function visitorAddress(request: IncomingMessage, proxies: TrustedProxies): string {
  const peer = request.socket.remoteAddress ?? '';
  if (!proxies.has(peer)) return plainAddress(peer);
  const hops = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  for (const hop of hops.map((hop) => hop.trim()).reverse()) {
    // Everything before a word that is not an address may have been written by anybody.
    if (isIP(hop) === 0) break;
    if (!proxies.has(hop)) return plainAddress(hop);
  }
  return plainAddress(peer);
}

/** True when a trusted proxy says that the visitor's browser uses TLS. */
export function isBehindTls(request: IncomingMessage, proxies: TrustedProxies): boolean {
  return proxies.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-proto'] === 'https';
}
