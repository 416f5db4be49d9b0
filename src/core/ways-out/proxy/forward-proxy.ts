// What a forward proxy does with the requests of its clients, as any reader of its configuration says it.

import type { Service } from '../../compose/topology.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { ProgramContext } from '../../ways-in/ways-context.ts';

/**
 * How a client hands over a request: with a whole URL (`proxy`), with CONNECT, or as if the proxy were the server itself (`transparent`).
 */
export type Asking = 'proxy' | 'connect' | 'transparent';

/** A request as it reaches a forward proxy. */
export interface ForwardRequest {
  readonly asking: Asking;
  /** True for a client that speaks TLS: inside of CONNECT, or to the proxy as if that were the server. */
  readonly tls: boolean;
  /** The host of the URL, of CONNECT, or of the `Host` header for `transparent`, as it was sent, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Host and port as the URL, CONNECT or, for `transparent`, the `Host` header writes them. */
  readonly authority: string;
  /** The path with its query, which begins with `/`. */
  readonly path: string;
  /** The `Host` header as it was sent. */
  readonly hostHeader: string;
  /** The name in the TLS greeting; null without TLS. */
  readonly sni: string | null;
  /** The port of the proxy that is asked. */
  readonly at: number;
  /** The address as which the proxy sees the client; null where that is unknown. */
  readonly client: string | null;
}

/** What a proxy learns of names and addresses before it decides. */
export interface Lookup {
  /** Returns the addresses of a name; empty for a name that does not exist. */
  addresses(name: string): readonly string[] | 'unknown';
  /** Returns the names that the owner of an address gives it. */
  reverse(address: string): readonly string[] | 'unknown';
}

/** What a proxy does with a request. */
export type ForwardVerdict = {
  /** The reason in one clause, without a period. */
  readonly because: string;
  /** The line that decides; null where none does. */
  readonly place: SourcePlace | null;
} & (
  | { readonly kind: 'denied' | 'unknown' | 'own-page' }
  /** The proxy looks the host up, and connects to it. */
  | { readonly kind: 'forwarded'; readonly host: string; readonly port: number }
);

/** The names that a list lets out, as the configuration means them: `*.example.org`, `api.github.com`. */
export type AllowedNames = readonly string[] | 'everything' | 'unknown';

/** What a forward proxy lets out. */
export interface AllowedOut {
  readonly names: AllowedNames;
  /** The ports in words that the list allows; null for any. */
  readonly ports: readonly number[] | null;
  /** The line that says it; null where none does. */
  readonly place: SourcePlace | null;
}

/** A forward proxy with a known configuration. */
export interface ForwardProxy {
  readonly service: string;
  /** The program in words: `squid`. */
  readonly program: string;
  /** The ports at which clients ask it. */
  readonly ports: readonly number[];
  readonly allowed: readonly AllowedOut[];
  decide(request: ForwardRequest, lookup: Lookup): ForwardVerdict;
}

/** Reads the configuration of a service that is a forward proxy; a sentence where it is unknown, null for a service that is none. */
export type ForwardReader = (context: ProgramContext, service: Service) => ForwardProxy | string | null;
