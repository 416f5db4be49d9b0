import type { IncomingMessage } from 'node:http';

/** The value of the cookie `name`; null where the request has none, or several, of which one may be planted. */
export function cookieValue(request: IncomingMessage, name: string): string | null {
  const wanted = `${name}=`;
  const offered = (request.headers.cookie ?? '').split('; ').filter((one) => one.startsWith(wanted));
  const [only] = offered;
  return only === undefined || offered.length > 1 ? null : only.slice(wanted.length);
}
