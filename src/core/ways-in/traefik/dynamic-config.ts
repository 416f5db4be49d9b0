// The dynamic configuration of Traefik: routers, middlewares and services by their qualified names, with what is wrong with them.

import type { FaultKind } from '../faults.ts';
import type { Said } from '../places.ts';
import type { Options } from './options.ts';
import type { RuleSyntax } from './rule.ts';

export interface Router {
  readonly name: string;
  /** `docker`, `file`, `internal`. */
  readonly provider: string;
  readonly protocol: 'http' | 'tcp' | 'udp';
  /** '' for UDP, whose packets say nothing that a rule could ask for. */
  readonly rule: string;
  /** Null for those of the default entry points. */
  readonly entryPoints: readonly string[] | null;
  readonly middlewares: readonly string[];
  readonly service: string;
  /** 0 where it is not said. */
  readonly priority: number;
  readonly tls: 'none' | 'ends' | 'passes';
  /** The options of its TLS, with their provider; null for the usual ones. */
  readonly tlsOptions: string | null;
  readonly syntax: RuleSyntax | null;
  /** Made from the default rule. */
  readonly byDefault: boolean;
  /** Why it may not be there at all: a sentence; null where it is. */
  readonly doubt: string | null;
  readonly said: Said;
}

export interface Middleware {
  /** `basicauth`, in lower case. */
  readonly type: string;
  readonly options: Options;
  readonly provider: string;
  readonly said: Said;
}

/** One server behind a service of Traefik. `networks`: the container is asked on one of these, by chance. */
export type Server =
  | {
      readonly kind: 'container';
      readonly container: string;
      /** Null where the image decides. */
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
      readonly said: Said;
    }
  | {
      readonly kind: 'group';
      readonly members: readonly string[];
      readonly provider: string;
      readonly said: Said;
    }
  | { readonly kind: 'unknown'; readonly because: string; readonly said: Said };

export interface DynamicConfig {
  readonly routers: readonly Router[];
  /** By qualified name, `login@docker`. */
  readonly middlewares: ReadonlyMap<string, Middleware>;
  readonly services: ReadonlyMap<string, Balancer>;
  /** Services of TCP, by qualified name. */
  readonly tcpServices: ReadonlyMap<string, Balancer>;
  /** Services of UDP, by qualified name. */
  readonly udpServices: ReadonlyMap<string, Balancer>;
  /** Middlewares of TCP, by qualified name. */
  readonly tcpMiddlewares: ReadonlyMap<string, Middleware>;
  /** Options of TLS that ask visitors for a certificate, by qualified name, with their place. */
  readonly certificates: ReadonlyMap<string, Said>;
  /** Why some of it is not known: sentences. */
  readonly unread: readonly string[];
  /** What Traefik leaves out, and why: sentences. */
  readonly dropped: readonly Dropped[];
  /** Services that several containers say, whose servers are put together. */
  readonly merges: readonly Merge[];
}

export interface Dropped {
  readonly what: string;
  readonly because: string;
  /** What kind of fault it is; null where nothing is wrong. */
  readonly kind: FaultKind | null;
  /** The services that say it. */
  readonly services: readonly string[];
  readonly said: Said;
}

/** One service of Traefik that two containers say. */
export interface Merge {
  /** With its provider. */
  readonly name: string;
  readonly containers: readonly string[];
  readonly said: Said;
}

/** `name@provider`; a name that has a provider already stays. */
export function qualified(name: string, provider: string): string {
  return name.includes('@') ? name : `${name}@${provider}`;
}
