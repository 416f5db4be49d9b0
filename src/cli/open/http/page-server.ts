// The server of a page: what a gate admits is answered from the page's own files and the project, all else is refused.

import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { liveRecord } from '../../../core/host/running/live-host.ts';
import type { LiveOffers } from '../live-offers.ts';
import { type ServedProject, type ServedProjectOptions, serveProject } from '../served-project.ts';
import { type Answer, plainAnswer } from './answer.ts';
import { type ConnectionLimits, limitConnections, usualLimits } from './connections.ts';
import type { Gate } from './gate.ts';
import type { Asset } from './page-assets.ts';
import { routeRequest } from './route-request.ts';

// Changes of the files are sent as server-sent events as long as the page is open. A line every so often shows a broken connection to
// both sides.
const breath = 15_000;

/**
 * Streams one event per change: the file's number, text and version, or `live` for each new reading of what runs. Ends when the page is no
 * longer admitted.
 */
function streamChanges(
  request: IncomingMessage,
  response: ServerResponse,
  project: ServedProject,
  stands: () => boolean,
): void {
  response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.write(': here\n\n');
  if (request.method === 'HEAD') return void response.end();
  const say = (text: string): void => {
    if (stands()) response.write(text);
    else response.end();
  };
  const stop = project.subscribe((index, now) => say(`data: ${JSON.stringify({ index, ...now })}\n\n`));
  const unfollow = project
    .state()
    .live?.subscribe((now) => say(`event: live\ndata: ${JSON.stringify(liveRecord(now))}\n\n`));
  const timer = setInterval(() => say(': here\n\n'), breath);
  project.signal.addEventListener('abort', () => response.end());
  response.on('close', () => {
    clearInterval(timer);
    stop();
    unfollow?.();
  });
}

interface PageServerOptions extends ServedProjectOptions {
  /** The address to listen on. Port 0 picks a free one. */
  readonly address: string;
  readonly port: number;
  /** Time limit for a whole request, in milliseconds. */
  readonly patience: number;
  readonly assets: ReadonlyMap<string, Asset>;
  /** The limits of connections; by default `usualLimits`. */
  readonly connections?: Partial<ConnectionLimits>;
  /** Offers of what runs; absent when only files are served. */
  readonly offers?: LiveOffers;
  /** Returns the gate for the port in use. */
  readonly gate: (port: number) => Gate;
}

interface PageServer {
  readonly port: number;
  close(): Promise<void>;
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  // After a refusal the rest of the request is not read.
  const ending = status >= 400 ? { Connection: 'close' } : {};
  response.writeHead(status, { ...securityHeaders, ...headers, ...ending, 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Answers data that Node does not parse as a request, with the usual headers, and closes the connection. */
function sendRaw(socket: Duplex, status: number, sentence: string): void {
  const { headers, body } = plainAnswer(status, sentence);
  const lines = Object.entries({
    ...securityHeaders,
    ...headers,
    Connection: 'close',
    'Content-Length': body.length,
  });
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    () => socket.destroy(),
  );
}

/** Refuses web sockets and other protocol upgrades. */
function refuseUpgrade(_request: IncomingMessage, socket: Duplex): void {
  sendRaw(socket, 403, 'This server speaks HTTP/1.1 only.');
}

/** Answers data that is no request, is too long, or takes too long. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex, isAnswering: boolean): void {
  // Half of an answer may be on its way.
  if (isAnswering || error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, sentence] = brokenRequests.get(error.code ?? '') ?? [
    400,
    'This is not an HTTP/1.1 request.',
  ];
  sendRaw(socket, status, sentence);
}

const brokenRequests: ReadonlyMap<string, readonly [status: number, sentence: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'The header of the request is too long.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'The request took too long to arrive.']],
]);

/** Starts the server; rejects with the error of `listen`, such as EADDRINUSE. */
export function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const { address, port, patience, assets, offers = null } = options;
  const project = serveProject(options);
  let gate: Gate | null = null;
  const answering = new WeakMap<Duplex, ServerResponse>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (gate === null) return void response.destroy();
    const admission = await gate.admit(request);
    if (admission.kind === 'answered') return send(request, response, admission.answer);
    connections.admitted(request);
    const answered = await routeRequest(request, admission, project, assets, offers);
    if (answered === 'changes') streamChanges(request, response, project, admission.stands);
    else send(request, response, answered);
  };
  const server = createServer(
    {
      requestTimeout: patience,
      headersTimeout: patience,
      connectionsCheckingInterval: Math.min(patience, 1000),
      maxHeaderSize: 16_384,
      // The gate answers those without a host, with our headers.
      requireHostHeader: false,
    },
    (request, response) => {
      answering.set(request.socket, response);
      answer(request, response).catch(() => response.destroy());
    },
  );
  const connections = limitConnections(server, {
    ...usualLimits,
    patience: Math.min(patience, usualLimits.patience),
    isShared: () => false,
    ...options.connections,
  });
  server.on('upgrade', refuseUpgrade);
  server.on('checkExpectation', (request, response) => {
    send(request, response, plainAnswer(417, 'The Expect header is not supported.'));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const response = answering.get(socket);
    refuseBroken(error, socket, response?.headersSent === true && !response.writableFinished);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      project.close();
      reject(error);
    });
    server.listen(port, address, () => {
      const got = server.address();
      const own = typeof got === 'object' && got !== null ? got.port : port;
      gate = options.gate(own);
      const close = (): Promise<void> =>
        new Promise((done) => {
          project.close();
          offers?.close();
          server.close(() => done());
          // The last messages of the streams are being sent.
          setImmediate(() => server.closeAllConnections());
        });
      resolve({ port: own, close });
    });
  });
}

/** The content policy: the page may load and run only itself. Pictures for download are `blob:` and `data:` URLs. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Headers of every answer, including refusals. `frame-ancestors` is only here, since a `meta` element cannot carry it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [...contentPolicy, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};
