// The proxies and tunnels that admit and forward requests; `read-ways.ts` reads them.

import type { Program, Tunnel } from '../model.ts';
import type { SourceLocation } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import type { LabelReader, ProgramName } from './program-of.ts';

/** A proxy with an unknown configuration, and the reason as a sentence. */
export interface UnreadProgram {
  readonly service: string;
  readonly name: ProgramName;
  readonly because: string;
}

/** A route that labels or variables of a service request from a proxy that reads them. */
export interface RequestedRoute {
  readonly service: string;
  readonly by: LabelReader;
  /** The host as written; `*` when the route takes any host or names none. */
  readonly host: string;
  /** The container port; null when it is unknown. */
  readonly port: number | null;
  /** The Docker name of the network that the proxy should use; null when none is named. */
  readonly network: string | null;
  readonly declaredAt: SourceLocation;
}

/** The proxies and tunnels of a project or host, with the routes that services request. */
export interface Ways {
  readonly context: WaysContext;
  readonly programs: readonly Program[];
  readonly unread: readonly UnreadProgram[];
  readonly tunnels: readonly Tunnel[];
  readonly asked: readonly RequestedRoute[];
}

/** Returns ways without any proxy or tunnel. */
export function noWays(context: WaysContext): Ways {
  return { context, programs: [], unread: [], tunnels: [], asked: [] };
}
