// What reading one item of `ports` gives, whatever its form.

import type { PortBinding } from '../../topology.ts';

/** The bindings of one item; `problem` says in plain words why there are none. */
export interface PortReading {
  readonly bindings: readonly PortBinding[];
  readonly problem: string | null;
}
