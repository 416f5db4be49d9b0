// The server of `bulkhead open`: loopback only, one project, strict with everybody, and gone with its terminal.

import type { Asset } from './http/page-assets.ts';
import { startPageServer } from './http/page-server.ts';
import { newEntries, newSite, type Site, terminalAddress, tokenGate } from './http/token-gate.ts';
import type { LiveOffers } from './live-offers.ts';
import type { ProjectState } from './project-state.ts';

export interface OpenServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** How long a whole request may take to arrive, in milliseconds. */
  readonly patience: number;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly project: ProjectState;
  /** Reads the project again, for each page that is opened; absent where the files stay those of the start. */
  readonly reread?: () => Promise<ProjectState | null>;
  readonly offers?: LiveOffers;
  /** Called with a sentence about what happened to a file, or was tried. */
  readonly report: (sentence: string) => void;
}

export interface OpenServer {
  readonly site: Site;
  /** What the terminal shows: it lets one browser in. */
  readonly address: string;
  /** One more such address; `spent` is called when it was used. */
  mint(spent: () => void): string;
  close(): Promise<void>;
}

/** Starts it; rejects with the error of `listen`, such as EADDRINUSE. */
export async function startOpenServer(options: OpenServerOptions): Promise<OpenServer> {
  const address = '127.0.0.1';
  let site = newSite(`${address}:${options.port}`);
  let entries = newEntries(site);
  const server = await startPageServer({
    ...options,
    address,
    gate: (port) => {
      site = newSite(`${address}:${port}`);
      entries = newEntries(site);
      return tokenGate(site, entries);
    },
  });
  return { site, address: terminalAddress(entries, options.report), mint: entries.mint, close: server.close };
}
