// What a request says: a cookie, how often a header is named, the body.

import type { IncomingMessage } from 'node:http';

/** Returns the value of a cookie; null when the request has none, or several, one of which may be planted. */
export function cookieValue(request: IncomingMessage, name: string): string | null {
  const wanted = `${name}=`;
  const offered = (request.headers.cookie ?? '').split('; ').filter((one) => one.startsWith(wanted));
  const [only] = offered;
  return only === undefined || offered.length > 1 ? null : only.slice(wanted.length);
}

/** Returns how often a request carries `header` (in lower case), since Node shows only one value. */
export function headerCount(request: IncomingMessage, header: string): number {
  return request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === header).length;
}

/** Reads the body; null when it has more than `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<Uint8Array | null> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > most) return null;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
