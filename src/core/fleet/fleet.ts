// Many machines as one model. A host is a fleet of one machine: what holds on a machine by itself is asked of its own facts.

import type { HostFacts } from '../host/host-facts.ts';
import type { Machine } from '../machine/machine.ts';
import type { FleetFile, StatedFleetMachine } from './fleet-file.ts';

/** A machine with what was read of it. */
export interface FleetMachine {
  readonly stated: StatedFleetMachine;
  /** The facts of its stacks; null for a machine without Docker, and for one of which neither stacks nor a record are known. */
  readonly facts: HostFacts | null;
  /** Its record; null without one. */
  readonly machine: Machine | null;
}

export interface Fleet {
  readonly file: FleetFile;
  readonly machines: ReadonlyMap<string, FleetMachine>;
}
