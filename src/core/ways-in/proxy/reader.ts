// What the reader of one kind of proxy gives: where it listens, which requests it tells apart, and what each of them gets. Whatever is asked of
// all proxies alike is derived from that in `make-program.ts`. Types only.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import type { Carried, Entrance, Outcomes, Program, Request } from '../model.ts';
import type { Said } from '../places.ts';
import type { AskedRoute } from '../ways/ways.ts';
import type { ProgramGround, WaysContext } from '../ways-context.ts';

export interface ProxyReader {
  /** Reads the proxy that a service is; a sentence where its configuration is not known. */
  read(context: ProgramGround, service: Service): ProxyConfig | string;
  /** Returns the routes that a service asks such a proxy for, by its labels or variables. */
  askedBy?(context: WaysContext, service: Service): readonly AskedRoute[];
}

export interface ProxyConfig {
  readonly listeners: readonly Entrance[];
  /** Why there may be listeners that are not known. */
  readonly unread?: string | null;
  /** Why it exits at start-up. */
  readonly ends?: Program['ends'];
  readonly routes: readonly ProxyRoute[];
  /** Addresses and ranges that its guards tell apart. */
  readonly ranges?: readonly string[];
  readonly carried?: readonly Carried[];
  /** Evaluates a request that reaches one of the listeners. */
  answer(request: Request): Outcomes;
  flaws?(): Flaws;
}

/** Requests that a configuration tells apart: each of its hosts with each of its paths. */
export interface ProxyRoute {
  /** As a message names it: `server wiki.example`, `app@docker`. */
  readonly title: string;
  /** Any host where there are none. */
  readonly hosts: readonly NamedHost[];
  readonly paths: readonly NamedPath[];
  /** The names of its listeners. */
  readonly on: readonly string[];
  /** It leads to the interface by which the proxy itself is looked at or set up. */
  readonly admin?: boolean;
  readonly said: Said;
}

/** A host as it is written, and one that it takes. */
export interface NamedHost {
  readonly host: string;
  readonly example: string;
}

/** A path as it is written, and one that it takes. */
export interface NamedPath {
  readonly path: string;
  readonly example: string;
}

/** What is wrong with a configuration: faults of this kind of proxy, and facts of which those that all share are made. */
export interface Flaws {
  readonly faults?: Iterable<Fault>;
  readonly plaintextUpstreams?: Iterable<PlaintextUpstream>;
  readonly trustedSenders?: Iterable<TrustedSender>;
}

/** A server that is asked in the clear for requests that came over TLS. */
export interface PlaintextUpstream {
  readonly host: string;
  readonly about: string;
  /** Which server is asked, and how: `10.0.0.5:80 over plain HTTP (site.conf:3)`. */
  readonly asked: string;
  /** The route that asks it; absent where a line alone says so. */
  readonly route?: string;
  readonly mend: string;
  readonly said: Said;
}

/** Somebody whose word is taken for the address of a visitor. */
export interface TrustedSender {
  readonly about: string;
  /** What is believed: `X-Forwarded-For of 10.0.0.0/8 (Caddyfile:4)`. */
  readonly believed: string;
  /** Who can make it up: `any visitor`. */
  readonly who: string;
  readonly mend: string;
  readonly said: Said;
}
