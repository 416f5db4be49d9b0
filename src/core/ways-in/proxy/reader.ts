// The output of a proxy reader: listeners, the requests that it distinguishes, and their answers. Everything common to all proxies is
// derived from it in `make-program.ts`.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import type { Entrance, ForwardedTraffic, Outcomes, Program, Request } from '../model.ts';
import type { SourceLocation } from '../places.ts';
import type { RequestedRoute } from '../ways/ways.ts';
import type { ProgramContext, WaysContext } from '../ways-context.ts';

export interface ProxyReader {
  /** Reads the configuration of a proxy service, or returns a sentence when it is unknown. */
  read(context: ProgramContext, service: Service): ProxyConfig | string;
  /** Returns the routes that a service requests from such a proxy by labels or variables. */
  requestedRoutes?(context: WaysContext, service: Service): readonly RequestedRoute[];
}

export interface ProxyConfig {
  readonly listeners: readonly Entrance[];
  /** The reason why further listeners may exist. */
  readonly unread?: string | null;
  /** The reason why the program exits at start-up. */
  readonly ends?: Program['ends'];
  readonly routes: readonly ProxyRoute[];
  /** The addresses and ranges that its guards distinguish. */
  readonly ranges?: readonly string[];
  readonly carried?: readonly ForwardedTraffic[];
  /** The hosts that its conditions compare, as a list says them: `a.example`, `*.a.example`, `/expression/`. */
  readonly comparedHosts?: readonly string[];
  /** Returns the name that it looks up for a request before it decides about it; null for none. */
  looksUpFirst?(request: Request): string | null;
  /** Evaluates a request that reaches one of the listeners. */
  answer(request: Request): Outcomes;
  flaws?(): Flaws;
}

/** The requests of one route: each of its hosts with each of its paths. */
export interface ProxyRoute {
  /** The name in messages: `server wiki.example`, `app@docker`. */
  readonly title: string;
  /** The hosts; none means any host. */
  readonly hosts: readonly NamedHost[];
  readonly paths: readonly NamedPath[];
  /** The names of its listeners. */
  readonly on: readonly string[];
  /** True when the route leads to the admin interface of the proxy itself. */
  readonly admin?: boolean;
  readonly declaredAt: SourceLocation;
}

/** A host as written, with an example that matches it. */
export interface NamedHost {
  readonly host: string;
  readonly example: string;
}

/** A path as written, with an example that matches it. */
export interface NamedPath {
  readonly path: string;
  readonly example: string;
}

/** The faults of a configuration: those of this kind of proxy, and the facts behind faults that all kinds share. */
export interface Flaws {
  readonly faults?: Iterable<Fault>;
  readonly plaintextUpstreams?: Iterable<PlaintextUpstream>;
  readonly trustedSenders?: Iterable<TrustedSender>;
}

/** A server that gets requests in plain text although they arrived over TLS. */
export interface PlaintextUpstream {
  readonly host: string;
  readonly about: string;
  /** The server and the protocol: `10.0.0.5:80 over plain HTTP (site.conf:3)`. */
  readonly asked: string;
  /** The route that uses the server; absent for a plain line. */
  readonly route?: string;
  readonly remediation: string;
  readonly declaredAt: SourceLocation;
}

/** A sender that is trusted to report the visitor's address. */
export interface TrustedSender {
  readonly about: string;
  /** The trusted statement: `X-Forwarded-For of 10.0.0.0/8 (Caddyfile:4)`. */
  readonly believed: string;
  readonly ranges: readonly string[];
  /** The party that can forge it: `any visitor`. */
  readonly who: string;
  readonly remediation: string;
  readonly declaredAt: SourceLocation;
}
