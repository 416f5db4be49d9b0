// What lets requests in and leads them on; `read-ways.ts` reads it.

import type { Program, Tunnel } from '../model.ts';
import type { Said } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import type { LabelReader, ProgramName } from './program-of.ts';

/** A proxy whose configuration is not known, and why: a sentence. */
export interface UnreadProgram {
  readonly service: string;
  readonly name: ProgramName;
  readonly because: string;
}

/** What labels or variables of a service ask for, of a proxy that reads them. */
export interface AskedRoute {
  readonly service: string;
  readonly by: LabelReader;
  /** As written; `*` for any, or where none is given. */
  readonly host: string;
  /** Container port; null where it is not known. */
  readonly port: number | null;
  /** Docker name of the network that the proxy shall use; null where none is named. */
  readonly network: string | null;
  readonly said: Said;
}

/** Everything that lets requests in and leads them on. */
export interface Ways {
  readonly ground: WaysContext;
  readonly programs: readonly Program[];
  readonly unread: readonly UnreadProgram[];
  readonly tunnels: readonly Tunnel[];
  readonly asked: readonly AskedRoute[];
}

/** Nothing leads requests on. */
export function noWays(ground: WaysContext): Ways {
  return { ground, programs: [], unread: [], tunnels: [], asked: [] };
}
