// What lets requests in and leads them on. Types only; `read-ways.ts` reads it.

import type { Ground } from '../ground.ts';
import type { Program, ProgramName, Tunnel } from '../model.ts';

/** A proxy whose configuration is not known, and why: a sentence. */
export interface UnreadProgram {
  readonly service: string;
  readonly name: ProgramName;
  readonly because: string;
}

/** Everything that lets requests in and leads them on. */
export interface Ways {
  readonly ground: Ground;
  readonly programs: readonly Program[];
  readonly unread: readonly UnreadProgram[];
  readonly tunnels: readonly Tunnel[];
}
