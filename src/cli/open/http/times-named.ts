import type { IncomingMessage } from 'node:http';

/** How often the request names `header`, in lower case; Node shows one value of several. */
export function timesNamed(request: IncomingMessage, header: string): number {
  return request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === header).length;
}
