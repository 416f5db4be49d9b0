// The server of `bulkhead open`: loopback only, one project, strict with everybody, and gone with its terminal.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Asset } from './page-assets.ts';
import type { ProjectState } from './project-state.ts';
import { routeRequest, type Served } from './route-request.ts';
import { securityHeaders } from './security-headers.ts';
import { entryAddress, newSite, type Site } from './site.ts';
import { streamChanges } from './stream-changes.ts';
import { type FileWatch, watchBoundFiles } from './watch-bound-files.ts';

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
    const name = project.files[index]?.name ?? '';
    tell(own.delete(index) ? `${name} saved from the page.` : `${name} changed on disk; the page is told.`);
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
    if (answered === 'changes') streamChanges(request, response, watch);
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
      served = { site, assets, project, made: new Set(), saved };
      const close = (): Promise<void> =>
        new Promise((done) => {
          watch.close();
          server.close(() => done());
          // The last words of the streams are on their way.
          setImmediate(() => server.closeAllConnections());
        });
      resolve({ site, address: entryAddress(site), close });
    });
  });
}
