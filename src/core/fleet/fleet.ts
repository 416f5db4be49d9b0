// Many machines as one model. A host is a fleet of one machine: what holds on a machine by itself is asked of its own facts.

import type { HostFacts } from '../host/host-facts.ts';
import type { Machine } from '../machine/machine.ts';
import type { FleetFile, StatedFleetMachine } from './stated-fleet.ts';

/** The answer of a machine's Engine when it was asked through a Docker context. */
export interface ContextReading {
  /** The time of the answer, in milliseconds since 1970. */
  readonly readAt: number;
  /** The reason why it did not answer; null when it did. */
  readonly silent: string | null;
}

/** A machine with what was read of it. */
export interface FleetMachine {
  readonly stated: StatedFleetMachine;
  /** The facts of what was read of its stacks; null for a machine with addresses alone. */
  readonly facts: HostFacts | null;
  /** Its record; null without one. */
  readonly machine: Machine | null;
  /** False when not all that runs there could be read: what that publishes and asks for is unknown. */
  readonly complete: boolean;
  /** False for a machine of which no record is known, though `machine` has rules that are planned for it. */
  readonly recorded?: false;
  /** What its Docker context answered; absent where nobody asked. */
  readonly live?: ContextReading;
}

export interface Fleet {
  readonly file: FleetFile;
  readonly machines: ReadonlyMap<string, FleetMachine>;
}
