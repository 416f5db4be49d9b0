// What a page is sent about a host that runs, again and again: facts, and the texts of stacks that have no files here. Plain data, and
// as JSON between the server and the page.

import type { Network } from '../../compose/topology.ts';
import type { StackDifference, StackOrigin } from '../host.ts';
import type { LostAnswers } from './as-it-runs.ts';

/** A service for which something else holds as it runs than by its files, each fact in words that say both. */
export interface ServiceDrift {
  readonly service: string;
  readonly facts: readonly string[];
}

/** A stack with files, out of what runs of it. */
export interface RunningVersion extends LostAnswers {
  /** As `LiveStack.text`. */
  readonly text: string;
}

/** One stack of a host that is followed. */
export interface LiveStack {
  /** Name of its first file on the page. */
  readonly file: string;
  /** The project that runs; `(no project)` for containers without one. */
  readonly project: string;
  readonly from: StackOrigin;
  /** What runs otherwise than the files on disk say; null where it was not compared. */
  readonly differences: readonly StackDifference[] | null;
  /** What holds otherwise for its services as it runs than by its files; absent where nothing does. */
  readonly asItRuns?: readonly ServiceDrift[];
  /** What runs of it, where that differs from its files; absent where it does not. */
  readonly runs?: RunningVersion;
  /** Why its files are not edited here, as a sentence without its full stop; null where they are. */
  readonly readOnly: string | null;
  /** The text that stands for it where it has no files here; null where it has. */
  readonly text: string | null;
}

/** One reading of what runs. */
export interface LiveHost {
  /** When the Engine reported it, in milliseconds since 1970. */
  readonly readAt: number;
  /** Why the Engine does not answer since then, in words; null while it does. */
  readonly silent: string | null;
  readonly engine: string;
  /** Every network that is there, by name. */
  readonly networks: ReadonlyMap<string, Network>;
  readonly stacks: readonly LiveStack[];
}

type NetworkWord = Omit<Network, 'driverOpts'> & {
  readonly driverOpts: readonly (readonly [string, string])[];
};

/** A `LiveHost` as JSON carries it. */
export interface LiveRecord extends Omit<LiveHost, 'networks'> {
  readonly networks: readonly NetworkWord[];
}

/** The reading as plain JSON. */
export function liveRecord({ networks, ...live }: LiveHost): LiveRecord {
  const words = [...networks.values()].map(({ driverOpts, ...network }) => ({
    ...network,
    driverOpts: [...driverOpts],
  }));
  return { ...live, networks: words };
}

/** The reading out of JSON that `liveRecord` made. */
export function readLiveRecord({ networks, ...live }: LiveRecord): LiveHost {
  const known = networks.map(({ driverOpts, ...network }) => ({
    ...network,
    driverOpts: new Map(driverOpts),
  }));
  return { ...live, networks: new Map(known.map((network) => [network.name, network])) };
}
