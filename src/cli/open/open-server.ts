// The server of `bulkhead open`: loopback only, one project, strict with everybody, and gone with its terminal.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { liveWord } from '../../core/host/running/live-host.ts';
import type { Answer } from './answer.ts';
import type { Asset } from './page-assets.ts';
import type { ProjectState } from './project-state.ts';
import { routeRequest, type Served } from './route-request.ts';
import { entryAddress, newSite, type Site } from './site.ts';
import { type FileWatch, watchBoundFiles } from './watch-bound-files.ts';

/** What the page may load and run: itself. Pictures for download are made as `blob:` and `data:`. */
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

/** Sent with every answer, refusals included. A `meta` element cannot carry `frame-ancestors`, so it stands here alone. */
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

// Changes of the files as server-sent events, for as long as the page is there.
// A line now and then, so that a connection that is gone is noticed on both sides.
const breath = 15_000;

/** Sends one event per change: the number of the file, its text and version; `live` for each new reading of what runs. */
function streamChanges(
  request: IncomingMessage,
  response: ServerResponse,
  { files, live }: ProjectState,
  watch: FileWatch,
): void {
  response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.write(': here\n\n');
  if (request.method === 'HEAD') return void response.end();
  const stop = watch.subscribe((index, now) => {
    if (files[index]?.onDemand !== true) response.write(`data: ${JSON.stringify({ index, ...now })}\n\n`);
  });
  const unfollow = live?.subscribe((now) =>
    response.write(`event: live\ndata: ${JSON.stringify(liveWord(now))}\n\n`),
  );
  const timer = setInterval(() => response.write(': here\n\n'), breath);
  watch.signal.addEventListener('abort', () => response.end());
  response.on('close', () => {
    clearInterval(timer);
    stop();
    unfollow?.();
  });
}

export interface OpenServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** How long a whole request may take to arrive, in milliseconds. */
  readonly patience: number;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly project: ProjectState;
  /** Told in words what happened to a file. */
  readonly tell: (sentence: string) => void;
}

export interface OpenServer {
  readonly site: Site;
  /** The address with the token. */
  readonly address: string;
  close(): Promise<void>;
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  // After a refusal the rest of the request is of no interest.
  const ending = status >= 400 ? { Connection: 'close' } : {};
  response.writeHead(status, { ...securityHeaders, ...headers, ...ending, 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function tellChanges(watch: FileWatch, { project, tell }: OpenServerOptions, own: Set<number>): void {
  watch.subscribe((index) => {
    const { name = '', onDemand = false } = project.files[index] ?? {};
    if (own.delete(index)) tell(`${name} saved from the page.`);
    else if (!onDemand) tell(`${name} changed on disk; the page is told.`);
    project.live?.filesChanged();
  });
}

/** Starts it; rejects with the error of `listen`, such as EADDRINUSE. */
export function startOpenServer(options: OpenServerOptions): Promise<OpenServer> {
  const { port, patience, project, assets } = options;
  const watch = watchBoundFiles(
    project.files,
    project.files.map((_, index) => project.texts[index]?.version ?? ''),
  );
  const own = new Set<number>();
  tellChanges(watch, options, own);
  let served: Served | null = null;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (served === null) return void response.destroy();
    const answered = await routeRequest(request, served);
    if (answered === 'changes') streamChanges(request, response, project, watch);
    else send(request, response, answered);
  };
  const server = createServer(
    {
      requestTimeout: patience,
      headersTimeout: patience,
      connectionsCheckingInterval: Math.min(patience, 1000),
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = 100;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      watch.close();
      reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const site = newSite(typeof address === 'object' && address !== null ? address.port : port);
      const saved = (index: number): void => {
        own.add(index);
        watch.look(index);
        own.delete(index);
      };
      const leave = project.live?.follow();
      served = { site, assets, project, made: new Set(), saved };
      const close = (): Promise<void> =>
        new Promise((done) => {
          leave?.();
          watch.close();
          server.close(() => done());
          // The last words of the streams are on their way.
          setImmediate(() => server.closeAllConnections());
        });
      resolve({ site, address: entryAddress(site), close });
    });
  });
}
