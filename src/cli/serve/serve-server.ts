// The server of `bulkhead serve`: the stacks below a folder, for whoever is let in.

import type { Asset } from '../open/http/page-assets.ts';
import { startPageServer } from '../open/http/page-server.ts';
import { newEntryTokens, newSite, terminalAddress, tokenGate } from '../open/http/token-gate.ts';
import type { LiveOffers } from '../open/live-offers.ts';
import type { ProjectState } from '../open/project-state.ts';
import { newLoginLimits } from './login-limits.ts';
import { checkPasswords } from './password-record.ts';
import { hostOf, type ServeSettings } from './serve-settings.ts';
import { type Proof, sessionGate } from './session-gate.ts';
import { newSessions } from './sessions.ts';

export interface ServeServerOptions {
  readonly settings: ServeSettings;
  readonly patience: number;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly project: ProjectState;
  readonly reread: () => Promise<ProjectState | null>;
  readonly offers?: LiveOffers;
  readonly report: (sentence: string) => void;
  /** The clock in milliseconds. */
  readonly now: () => number;
}

export interface ServeServer {
  /** The address to open: the first host name, with a token if one is needed. Behind a proxy, the address that the server listens on. */
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the server; rejects with the error of `listen`, such as EADDRINUSE. */
export async function startServeServer(options: ServeServerOptions): Promise<ServeServer> {
  const { settings, report, now } = options;
  const { listen, entry, hostNames, proxies, proxied, basePath } = settings;
  let address = '';
  const server = await startPageServer({
    ...options,
    address: listen.address,
    port: listen.port,
    connections: { isShared: (visitor) => proxies.has(visitor) },
    gate(port) {
      const host = hostOf(listen, port);
      if (entry.kind === 'token') {
        const site = newSite(host);
        const entries = newEntryTokens(site);
        address = terminalAddress(entries, report);
        return tokenGate(site, entries);
      }
      // Behind a proxy its scheme is not known here.
      address = `http://${proxied ? host : (hostNames[0] ?? host)}${basePath}/`;
      const proof: Proof =
        entry.kind === 'header'
          ? entry
          : {
              kind: 'password',
              check: checkPasswords(entry.record),
              sessions: newSessions(now),
              limits: newLoginLimits(now),
            };
      const hosts = new Set(hostNames.length > 0 ? hostNames : [host]);
      return sessionGate({ hosts, proof, proxies, proxiedOnly: proxied, basePath, report });
    },
  });
  return { address, close: server.close };
}
