// Caddy's automatic HTTPS: the hosts with a certificate, and the redirects from http to https.

import { memoize } from '../../compose/memoize.ts';
import type { SourceLocation } from '../places.ts';
import { defaultPort } from '../urls.ts';
import type { CaddyConfig } from './caddy-config.ts';
import { hostMatcher, matchesHost, plainHosts, protocolMatcher } from './matchers.ts';
import type { Route } from './routes.ts';
import type { CaddyServer, Issuer } from './sites.ts';

/** A server with the routes that automatic HTTPS adds. */
export interface ListeningServer extends CaddyServer {
  readonly isTls: (port: number) => boolean;
}

export interface CompleteConfig extends Omit<CaddyConfig, 'servers'> {
  readonly servers: readonly ListeningServer[];
}

export function withRedirects(config: CaddyConfig): CompleteConfig {
  const { automatic, httpPort, httpsPort, servers } = config;
  const securing = automatic === 'off' ? [] : servers.filter(({ secured }) => secured.size > 0);
  const [first] = securing;
  const wanted = automatic === 'on' && first !== undefined;
  const shown = (port: number) =>
    [httpPort, httpsPort, defaultPort('http'), defaultPort('https')].includes(port) ? '' : `:${port}`;
  const redirects = securing.flatMap(({ secured, ports, declaredAt }) => {
    const port = ports.find((port) => port !== httpPort) ?? httpsPort;
    return [...secured.keys()].map((host) => redirectRoute([host], shown(port), declaredAt));
  });
  const listening = servers.map((server): ListeningServer => {
    const isTls = (port: number) =>
      port !== httpPort && ((automatic !== 'off' && server.secured.size > 0) || server.tlsByHand);
    if (!wanted || !server.ports.includes(httpPort)) return { ...server, isTls };
    // The position is after the last route for named hosts and before the routes for all hosts.
    const cut = server.routes.findLastIndex(({ named }) => named) + 1;
    const [ownRoutes, rest] = [server.routes.slice(0, cut), server.routes.slice(cut)];
    return {
      ...server,
      isTls,
      routes: [...ownRoutes, ...redirects, ...rest, redirectRoute([], '', server.declaredAt)],
    };
  });
  if (wanted && !listening.some(({ ports }) => ports.includes(httpPort)))
    listening.push({
      name: `:${httpPort}`,
      ports: [httpPort],
      bind: null,
      routes: [...redirects, redirectRoute([], '', first.declaredAt)],
      secured: new Map(),
      certificates: new Map(),
      tlsByHand: false,
      trust: null,
      named: [],
      declaredAt: first.declaredAt,
      isTls: () => false,
    });
  return { ...config, servers: listening };
}

/** Returns the route that redirects hosts to https; no hosts means all. */
function redirectRoute(hosts: readonly string[], port: string, declaredAt: SourceLocation): Route {
  return {
    hosts: hosts.length === 0 ? null : plainHosts(hosts),
    sets: [[protocolMatcher('http'), ...(hosts.length === 0 ? [] : [hostMatcher(hosts)])]],
    handlers: [{ kind: 'redirect', to: `https://{host}${port}{uri}`, declaredAt }],
    terminal: true,
    named: hosts.length > 0,
    group: null,
    title: 'automatic HTTPS',
    declaredAt,
    ranges: [],
  };
}

/** Host names for which no public authority issues a certificate, and those that Caddy signs itself. */
const neverPublic = /(?:^|\.)(?:test|example|invalid|onion)$/;
const ownNames = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$|^[^.]+$|^\[|^\d+\.\d+\.\d+\.\d+$/;

export function hasCertificate({ servers, automatic }: CompleteConfig, host: string): boolean {
  for (const { secured, tlsByHand } of servers) {
    for (const [name, issuer] of entriesFor(secured, host)) {
      if (issuer === 'files') return true;
      if (automatic !== 'off' && isIssued(name, issuer)) return true;
    }
    if (tlsByHand && secured.size === 0) return true;
  }
  return false;
}

const wildcards = memoize((named: ReadonlyMap<string, unknown>): readonly string[] =>
  [...named.keys()].filter((name) => name.includes('*')),
);

/** Returns the entries whose name matches a host. */
export function entriesFor<T>(
  named: ReadonlyMap<string, T>,
  host: string,
): readonly (readonly [string, T])[] {
  const names = [host, ...wildcards(named).filter((name) => matchesHost(host, name) === true)];
  return names.flatMap((name) => {
    const found = named.get(name);
    return found === undefined ? [] : [[name, found] as const];
  });
}

function isIssued(name: string, issuer: Issuer): boolean {
  return issuer === 'internal' || ownNames.test(name) || !neverPublic.test(name);
}
