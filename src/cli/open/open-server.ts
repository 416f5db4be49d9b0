// The server of `bulkhead open`: loopback only, one project, strict with everybody, and gone with its terminal.

import type { Asset } from './http/page-assets.ts';
import { startPageServer } from './http/page-server.ts';
import { newEntryTokens, newSite, type Site, terminalAddress, tokenGate } from './http/token-gate.ts';
import type { LiveOffers } from './live-offers.ts';
import type { ProjectState } from './project-state.ts';

export interface OpenServerOptions {
  /** The port; 0 picks a free one. */
  readonly port: number;
  /** Time limit for a whole request, in milliseconds. */
  readonly patience: number;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly project: ProjectState;
  /** Reads the project again for each opened page; absent when the files stay those of the start. */
  readonly reread?: () => Promise<ProjectState | null>;
  readonly offers?: LiveOffers;
  /** Called with a sentence about each saved file or trial. */
  readonly report: (sentence: string) => void;
}

export interface OpenServer {
  readonly site: Site;
  /** The address for the terminal, which admits one browser. */
  readonly address: string;
  /** Returns another such address; `spent` is called when it was used. */
  mint(spent: () => void): string;
  close(): Promise<void>;
}

/** Starts the server; rejects with the error of `listen`, such as EADDRINUSE. */
export async function startOpenServer(options: OpenServerOptions): Promise<OpenServer> {
  const address = '127.0.0.1';
  let site = newSite(`${address}:${options.port}`);
  let entries = newEntryTokens(site);
  const server = await startPageServer({
    ...options,
    address,
    gate: (port) => {
      site = newSite(`${address}:${port}`);
      entries = newEntryTokens(site);
      return tokenGate(site, entries);
    },
  });
  return { site, address: terminalAddress(entries, options.report), mint: entries.mint, close: server.close };
}
