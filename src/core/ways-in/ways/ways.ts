// What lets requests in and leads them on. Types only; `read-ways.ts` reads it.

import type { Program, ProgramName, Tunnel } from '../model.ts';
import type { WaysContext } from '../ways-context.ts';

/** A proxy whose configuration is not known, and why: a sentence. */
export interface UnreadProgram {
  readonly service: string;
  readonly name: ProgramName;
  readonly because: string;
}

/** Everything that lets requests in and leads them on. */
export interface Ways {
  readonly ground: WaysContext;
  readonly programs: readonly Program[];
  readonly unread: readonly UnreadProgram[];
  readonly tunnels: readonly Tunnel[];
}
