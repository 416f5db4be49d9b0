// The types of Traefik's dynamic configuration: routers, middlewares and services by qualified name.

import type { FaultKind } from '../faults.ts';
import type { SourceLocation } from '../places.ts';
import type { Options } from './options.ts';
import type { RuleSyntax } from './rule.ts';

export interface Router {
  readonly name: string;
  /** The provider: `docker`, `file`, `internal`. */
  readonly provider: string;
  readonly protocol: 'http' | 'tcp' | 'udp';
  /** The rule; '' for UDP, whose packets carry nothing to match. */
  readonly rule: string;
  /** The entry points; null for the default ones. */
  readonly entryPoints: readonly string[] | null;
  readonly middlewares: readonly string[];
  readonly service: string;
  /** The priority; 0 when unstated. */
  readonly priority: number;
  readonly tls: 'none' | 'ends' | 'passes';
  /** The qualified name of its TLS options; null for the default ones. */
  readonly tlsOptions: string | null;
  readonly syntax: RuleSyntax | null;
  /** True when the router comes from the default rule. */
  readonly byDefault: boolean;
  /** A sentence when the router may not exist; null when it does. */
  readonly doubt: string | null;
  readonly declaredAt: SourceLocation;
}

export interface Middleware {
  /** The type in lower case: `basicauth`. */
  readonly type: string;
  readonly options: Options;
  readonly provider: string;
  readonly declaredAt: SourceLocation;
}

/** A server of a Traefik service. With `networks`, the container is contacted on a random one of these. */
export type Server =
  | {
      readonly kind: 'container';
      readonly container: string;
      /** The container port; null when the image decides. */
      readonly port: number | null;
      readonly networks: readonly string[];
      readonly scheme: string;
    }
  | { readonly kind: 'url'; readonly url: string };

export type Balancer =
  | {
      readonly kind: 'servers';
      readonly servers: readonly Server[];
      readonly transport: string | null;
      readonly provider: string;
      readonly declaredAt: SourceLocation;
    }
  | {
      readonly kind: 'group';
      readonly members: readonly string[];
      readonly provider: string;
      readonly declaredAt: SourceLocation;
    }
  | { readonly kind: 'unknown'; readonly because: string; readonly declaredAt: SourceLocation };

export interface DynamicConfig {
  readonly routers: readonly Router[];
  /** The middlewares by qualified name, `login@docker`. */
  readonly middlewares: ReadonlyMap<string, Middleware>;
  readonly services: ReadonlyMap<string, Balancer>;
  /** The TCP services by qualified name. */
  readonly tcpServices: ReadonlyMap<string, Balancer>;
  /** The UDP services by qualified name. */
  readonly udpServices: ReadonlyMap<string, Balancer>;
  /** The TCP middlewares by qualified name. */
  readonly tcpMiddlewares: ReadonlyMap<string, Middleware>;
  /** The TLS options that require a client certificate, by qualified name, with their place. */
  readonly certificates: ReadonlyMap<string, SourceLocation>;
  /** The reasons why a part is unknown, as sentences. */
  readonly unread: readonly string[];
  /** The parts that Traefik drops, with reasons as sentences. */
  readonly dropped: readonly Dropped[];
  /** The services that several containers declare and whose servers are merged. */
  readonly merges: readonly Merge[];
}

export interface Dropped {
  readonly what: string;
  readonly because: string;
  /** The kind of fault; null when nothing is wrong. */
  readonly kind: FaultKind | null;
  /** The services that declare it. */
  readonly services: readonly string[];
  readonly declaredAt: SourceLocation;
}

/** A Traefik service that two containers declare. */
export interface Merge {
  /** The name with its provider. */
  readonly name: string;
  readonly containers: readonly string[];
  readonly declaredAt: SourceLocation;
}

/** Returns `name@provider`; a name with a provider is unchanged. */
export function qualified(name: string, provider: string): string {
  return name.includes('@') ? name : `${name}@${provider}`;
}
