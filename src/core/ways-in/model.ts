// The types of ways in: visitors, listeners, the handling of a request by a proxy, and the guards on its way.

import type { Tri } from '../compose/topology.ts';
import type { Fault } from './faults.ts';
import type { SourceLocation } from './places.ts';
import type { ProgramName } from './ways/program-of.ts';

/** The answer to a request. Several outcomes together can vary, see `Outcomes`. */
export type Answer =
  | 'serves'
  | 'login'
  | 'forbidden'
  | 'redirect'
  | 'not-found'
  | 'empty'
  | 'bad-gateway'
  | 'error'
  | 'refused'
  | 'no-tls'
  | 'unknown';

/**
 * As whom the listener takes the asker: with the asker's own address (`visitor`), as the gateway of one of the listener's networks, as
 * the listener's machine, as the asker's machine, as a router, or at loopback.
 */
export type SeenAs = 'visitor' | 'gateway' | 'machine' | 'asker-machine' | 'router' | 'loopback' | 'unknown';

export type GuardKind = 'login' | 'addresses' | 'certificate' | 'unknown';

/**
 * A check that may refuse a request. `how` is the method (`basic`, `digest`, `forward-auth`, `allow-list` …); `by` the deciding service or
 * name.
 */
export interface Guard {
  readonly kind: GuardKind;
  readonly how: string;
  readonly by: string | null;
  readonly declaredAt: SourceLocation;
  /** The visitor's address that a list is compared with; absent where it is the one of the request. */
  readonly address?: string;
  /** As whom a list takes the asker. */
  readonly sees?: SeenAs;
}

/** A step on the way of a request, in words. */
export interface Step {
  readonly kind: 'entrance' | 'route' | 'guard' | 'target';
  readonly text: string;
  readonly declaredAt: SourceLocation;
}

/** A target of a proxy that no container of its machine has. */
export interface FarTarget {
  /** The name or address as the configuration writes it. */
  readonly host: string;
  /** What `extra_hosts` of the proxy states for the name: an address or `host-gateway`; null without an entry. */
  readonly stated: string | null;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** A connection of a proxy to an address of a machine. */
export interface FarConnection extends Pick<FarTarget, 'host' | 'port' | 'protocol'> {
  readonly answer: Tri;
  /** The service or machine that answers, by its name on the fleet or, on the proxy's own machine, there; null where nobody does. */
  readonly by: string | null;
  /** The port at which that is, inside of its container. */
  readonly inside: number | null;
  /** The machine or router that has the address; null where the fleet knows none. */
  readonly machine: string | null;
  /** The network on which the address is; null where the fleet does not say. */
  readonly network: string | null;
  readonly way: readonly Step[];
  /** The reason as a sentence; null for a connection that is answered. */
  readonly because: string | null;
}

/** A possible outcome of a simulated request. */
export interface Outcome {
  readonly answer: Answer;
  /** The service that answers; null when the proxy itself, an unknown service or none does. */
  readonly by: string | null;
  /** The port of the answering service; null when no port is requested. */
  readonly port: number | null;
  /** True when the proxy answers with content of its own. */
  readonly own: boolean;
  /** The target of a redirect. */
  readonly to: string | null;
  /** The guards that the request met, in order; a guard that refused is the last. */
  readonly guards: readonly Guard[];
  readonly way: readonly Step[];
  readonly because: string | null;
  /** The connection of the proxy to an address of a machine, on a fleet. */
  readonly far?: FarConnection;
  /** The request that the proxy sends to the service; absent where its reader does not say. */
  readonly onward?: OnwardRequest;
}

/** The headers of a request besides `Host`, by their names in lower case; null is an unknown value. */
export type Headers = ReadonlyMap<string, string | null>;

/** A request as a proxy sends it to the server behind. */
export interface OnwardRequest {
  readonly scheme: 'http' | 'https';
  /** The `Host` header; null when it is unknown. */
  readonly hostHeader: string | null;
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  /** At which of the addresses of a server with IPv4 and IPv6 it is asked (A18); by turns, or unknown. */
  readonly families: 'ipv4' | 'ipv6' | 'turns' | 'unknown';
}

/** All outcomes of a request, which alternate or are chosen at random; when `undecided`, one of them, and the files do not show which. */
export interface Outcomes {
  readonly list: readonly Outcome[];
  /** The reason why the outcome is unknown; null when all of `list` occur. */
  readonly undecided: string | null;
}

/** A request as it reaches a listener. */
export interface Request {
  readonly scheme: 'http' | 'https';
  /** The host in lower case, without a port. */
  readonly host: string;
  /** The port of the URL, which is that of the `Host` header. */
  readonly port: number;
  /** The listening port inside the container. */
  readonly inside: number;
  /** The decoded path without dot segments, starting with `/`. */
  readonly path: string;
  /** The query with its `?`; '' without one. */
  readonly query: string;
  /** The address of the visitor as far as the listener knows it. */
  readonly source: string;
  /** The address that connects; absent where it is the visitor's. */
  readonly peer?: string;
  /** The headers that are sent besides `Host`; absent for none that matters. */
  readonly headers?: Headers;
  /** True when the visitor has the credentials for every login. */
  readonly authenticated: boolean;
  /** The `Host` header as it was sent; absent where it has the host, with a port that is not the usual one. */
  readonly hostHeader?: string;
  /** The name in the TLS greeting; absent where it is the host. */
  readonly sni?: string | null;
}

/** A listener of a proxy. */
export interface Entrance {
  /** The name in the configuration: `websecure`, `:80`. */
  readonly name: string;
  /** The bind address inside the container; null for all addresses. */
  readonly address: string | null;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp' | 'udp';
  readonly declaredAt: SourceLocation;
}

/** A request that represents a route and shows its target. */
export interface Sample {
  /** The host as the route writes it, or `*` for any. */
  readonly host: string;
  /** The path as the route writes it: `/`, `/api/`. */
  readonly path: string;
  readonly ask: Pick<Request, 'host' | 'path'>;
  /** The names of the entrances that have the route. */
  readonly entrances: readonly string[];
  /** True when the route leads to the admin interface of the proxy itself. */
  readonly admin: boolean;
  readonly declaredAt: SourceLocation;
}

/** Traffic that an entrance forwards without reading it, so that it has no host or path. */
export interface ForwardedTraffic {
  /** The name of the entrance. */
  readonly entrance: string;
  readonly protocol: 'udp';
  readonly outcomes: Outcomes;
  readonly declaredAt: SourceLocation;
}

/** A proxy with a known configuration. */
export interface Program {
  readonly service: string;
  readonly name: ProgramName;
  readonly entrances: readonly Entrance[];
  /** The reason why further entrances may exist; null when these are all. */
  readonly unread: string | null;
  /** The reason why the program exits at start-up; null when there is none. */
  readonly ends: { readonly because: string; readonly declaredAt: SourceLocation } | null;
  /** The addresses and ranges that the configuration distinguishes. */
  readonly ranges: readonly string[];
  readonly samples: readonly Sample[];
  readonly carried: readonly ForwardedTraffic[];
  /** Returns the outcomes of a request to one of the entrances. */
  answer(request: Request): Outcomes;
  /** Returns the faults of the configuration; computed on demand. */
  faults(): readonly Fault[];
}

/** A way in that needs no port of this machine. */
export interface Tunnel {
  readonly service: string;
  readonly program: string;
  readonly zone: 'internet' | 'tailnet';
  readonly routes: readonly TunnelRoute[];
  /** The reason why the tunnel may have other targets, in its networks or its namespace; null when its routes are complete. */
  readonly unread: { readonly because: string; readonly to: 'neighbours' | 'namespace' } | null;
  readonly declaredAt: SourceLocation;
}

export interface TunnelRoute {
  /** The host; `*` for any. */
  readonly host: string;
  readonly path: string;
  /** The target that the tunnel connects to. */
  readonly target: { readonly scheme: string; readonly host: string; readonly port: number };
  readonly guards: readonly Guard[];
  readonly declaredAt: SourceLocation;
}
