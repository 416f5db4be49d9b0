// The shape of ways in: who asks, what listens, what a proxy does with a request, and what may refuse it on the way. Types only.

import type { Fault } from './faults.ts';
import type { Said } from './places.ts';
import type { ProgramName } from './ways/program-of.ts';

/** What a request gets. `varies` is said of several outcomes together, see `Outcomes`. */
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

export type GuardKind = 'login' | 'addresses' | 'certificate' | 'unknown';

/** What may refuse a request. `how`: `basic`, `digest`, `forward-auth`, `allow-list` …; `by`: who decides, a service or a name. */
export interface Guard {
  readonly kind: GuardKind;
  readonly how: string;
  readonly by: string | null;
  readonly said: Said;
}

/** One step of the way of a request, in plain words. */
export interface Step {
  readonly kind: 'entrance' | 'route' | 'guard' | 'target';
  readonly text: string;
  readonly said: Said;
}

/** One end of a request on paper. */
export interface Outcome {
  readonly answer: Answer;
  /** The service that answers; null where nobody, the proxy itself or nobody known does. */
  readonly by: string | null;
  /** The port of that service; null where none is asked. */
  readonly port: number | null;
  /** The proxy answers with a text of its own. */
  readonly own: boolean;
  /** Where a redirect leads. */
  readonly to: string | null;
  /** Guards that the request met, in order; one that refused is the last. */
  readonly guards: readonly Guard[];
  readonly way: readonly Step[];
  readonly because: string | null;
}

/** Everything that a request may get: in turn or by chance; where `undecided`, one of it, and the files do not say which. */
export interface Outcomes {
  readonly list: readonly Outcome[];
  /** Why it is not known which of `list` it is; null where all of them come. */
  readonly undecided: string | null;
}

/** A request as it reaches a listener. */
export interface Request {
  readonly scheme: 'http' | 'https';
  /** Lower case, without a port. */
  readonly host: string;
  /** The port of the URL, which is that of the `Host` header. */
  readonly port: number;
  /** The port that is listened on, inside the container. */
  readonly inside: number;
  /** Decoded, without dot segments, beginning with `/`. */
  readonly path: string;
  /** With its `?`; '' without one. */
  readonly query: string;
  /** The address that the listener sees. */
  readonly source: string;
  /** The visitor has what every login asks for: what is behind them answers. */
  readonly welcome: boolean;
}

/** Something that listens. */
export interface Entrance {
  /** The name in the configuration: `websecure`, `:80`. */
  readonly name: string;
  /** The address that is bound inside the container; null for all of them. */
  readonly address: string | null;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp' | 'udp';
  readonly said: Said;
}

/** One request that stands for a route: asking it shows what the route leads to. */
export interface Sample {
  /** As said of the route: a host name, or `*` for any. */
  readonly host: string;
  /** As said of the route: `/`, `/api/`. */
  readonly path: string;
  readonly ask: Pick<Request, 'host' | 'path'>;
  /** The names of the entrances that the route is on. */
  readonly entrances: readonly string[];
  /** It leads to the interface by which the proxy itself is looked at or set up. */
  readonly admin: boolean;
  readonly said: Said;
}

/** What comes to an entrance and is handed on unread, without a host and a path to ask for. */
export interface Carried {
  /** The name of the entrance. */
  readonly entrance: string;
  readonly protocol: 'udp';
  readonly outcomes: Outcomes;
  readonly said: Said;
}

/** A proxy whose configuration was read. */
export interface Program {
  readonly service: string;
  readonly name: ProgramName;
  readonly entrances: readonly Entrance[];
  /** Why there may be entrances that are not known; null where these are all. */
  readonly unread: string | null;
  /** Why it ends when it starts; null where nothing speaks against it. */
  readonly ends: { readonly because: string; readonly said: Said } | null;
  /** Addresses and ranges that the configuration tells apart. */
  readonly ranges: readonly string[];
  readonly samples: readonly Sample[];
  readonly carried: readonly Carried[];
  /** What a request gets that reaches one of the entrances. */
  answer(request: Request): Outcomes;
  /** What is wrong with its configuration; worked out when it is asked for. */
  faults(): readonly Fault[];
}

/** A way in that needs no port of this machine. */
export interface Tunnel {
  readonly service: string;
  readonly program: string;
  readonly zone: 'internet' | 'tailnet';
  readonly routes: readonly TunnelRoute[];
  /** Why it may lead elsewhere, too: to whoever shares a network, or a network namespace; null where the routes are all. */
  readonly unread: { readonly because: string; readonly to: 'neighbours' | 'namespace' } | null;
  readonly said: Said;
}

export interface TunnelRoute {
  /** `*` for any. */
  readonly host: string;
  readonly path: string;
  /** What the tunnel asks. */
  readonly target: { readonly scheme: string; readonly host: string; readonly port: number };
  readonly guards: readonly Guard[];
  readonly said: Said;
}
