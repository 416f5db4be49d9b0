// What a request says: a cookie, how often a header is named, the body.

import type { IncomingMessage } from 'node:http';

/** The value of the cookie `name`; null where the request has none, or several, of which one may be planted. */
export function cookieValue(request: IncomingMessage, name: string): string | null {
  const wanted = `${name}=`;
  const offered = (request.headers.cookie ?? '').split('; ').filter((one) => one.startsWith(wanted));
  const [only] = offered;
  return only === undefined || offered.length > 1 ? null : only.slice(wanted.length);
}

/** How often the request names `header`, in lower case; Node shows one value of several. */
export function timesNamed(request: IncomingMessage, header: string): number {
  return request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === header).length;
}

/** The bytes of the body; null where there are more than `most`. */
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
