// What a map is drawn from, at any level: the stacks of a host on their shared networks, or the machines of a fleet on the networks between them.

import type { Tri } from '../compose/topology.ts';
import type { Rails } from './find-rails.ts';
import type { BandStation, StackBand } from './stack-band.ts';

/** A port of a router's outside address that leads to a machine. */
export interface MapForward {
  /** The port that is asked for, as `443/tcp`. */
  readonly port: string;
  /** The machine and its port, as `edge:8443`. */
  readonly to: string;
  /** True when not everybody of the Internet may use it. */
  readonly limited: boolean;
  /** True when something answers whoever the forward lets in. */
  readonly answers: Tri;
  readonly words: string;
}

/** A router between lines: a row of its own, and the wall before the bands behind it. */
export interface MapRouter {
  readonly name: string;
  /** Its addresses on lines. */
  readonly stations: readonly BandStation[];
  /** The lines behind it. */
  readonly inside: readonly string[];
  readonly forwards: readonly MapForward[];
  readonly words: string;
}

/** A map before it is filtered, pinned or opened. */
export interface MapPicture {
  readonly rails: Rails;
  readonly bands: readonly StackBand[];
  /** The rank of a band before its lines decide; bands without one come last. */
  readonly ranks: ReadonlyMap<string, number>;
  readonly routers: readonly MapRouter[];
  /** The titles of the outside and of the wall before all bands; null where routers or nothing are between. */
  readonly titles: {
    readonly outside: string;
    /** The words below the title of the outside; '' for none. */
    readonly detail: string;
    readonly wall: string | null;
  };
}
