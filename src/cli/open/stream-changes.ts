// Changes of the files as server-sent events, for as long as the page is there.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { securityHeaders } from './security-headers.ts';
import type { FileWatch } from './watch-bound-files.ts';

// A line now and then, so that a connection that is gone is noticed on both sides.
const breath = 15_000;

/** Sends one event per change: the number of the file, its text and version. */
export function streamChanges(request: IncomingMessage, response: ServerResponse, watch: FileWatch): void {
  response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.write(': here\n\n');
  if (request.method === 'HEAD') return void response.end();
  const stop = watch.subscribe((index, now) => {
    response.write(`data: ${JSON.stringify({ index, ...now })}\n\n`);
  });
  const timer = setInterval(() => response.write(': here\n\n'), breath);
  watch.signal.addEventListener('abort', () => response.end());
  response.on('close', () => {
    clearInterval(timer);
    stop();
  });
}
