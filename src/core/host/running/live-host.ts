// What a page is sent about a host that runs, again and again: facts, and the texts of stacks that have no files here. Plain data, and
// as JSON between the server and the page.

import type { Network } from '../../compose/topology.ts';
import type { StackDifference, StackOrigin } from '../host.ts';
import type { LostNames } from './as-it-runs.ts';

/** A service whose facts differ as it runs, each in words with both values. */
export interface ServiceDrift {
  readonly service: string;
  readonly facts: readonly string[];
}

/** A stack with files, as its containers run. */
export interface RunningVersion extends LostNames {
  /** The recovered text, as in `LiveStack.text`. */
  readonly text: string;
}

/** One stack of a host that is followed. */
export interface LiveStack {
  /** The name of its first file on the page. */
  readonly file: string;
  /** The running project; `(no project)` for containers without one. */
  readonly project: string;
  readonly from: StackOrigin;
  /** The differences of the running containers from the files on disk; null before a comparison. */
  readonly differences: readonly StackDifference[] | null;
  /** The services whose facts differ as they run; absent without any. */
  readonly asItRuns?: readonly ServiceDrift[];
  /** The stack as its containers run; absent when that equals the files. */
  readonly runs?: RunningVersion;
  /** The reason why its files are read-only, as a sentence without its full stop; null for editable files. */
  readonly readOnly: string | null;
  /** The text that replaces missing files; null when the stack has files. */
  readonly text: string | null;
}

/** One reading of the running containers. */
export interface LiveHost {
  /** The time of the Engine's report, in milliseconds since 1970. */
  readonly readAt: number;
  /** The reason why the Engine has not answered since, in words; null while it answers. */
  readonly silent: string | null;
  readonly engine: string;
  /** All networks of the Engine, by name. */
  readonly networks: ReadonlyMap<string, Network>;
  readonly stacks: readonly LiveStack[];
}

type NetworkWord = Omit<Network, 'driverOpts'> & {
  readonly driverOpts: readonly (readonly [string, string])[];
};

/** A `LiveHost` in JSON form. */
export interface LiveRecord extends Omit<LiveHost, 'networks'> {
  readonly networks: readonly NetworkWord[];
}

/** Returns the reading as plain JSON. */
export function liveRecord({ networks, ...live }: LiveHost): LiveRecord {
  const words = [...networks.values()].map(({ driverOpts, ...network }) => ({
    ...network,
    driverOpts: [...driverOpts],
  }));
  return { ...live, networks: words };
}

/** Restores a reading from the JSON of `liveRecord`. */
export function readLiveRecord({ networks, ...live }: LiveRecord): LiveHost {
  const known = networks.map(({ driverOpts, ...network }) => ({
    ...network,
    driverOpts: new Map(driverOpts),
  }));
  return { ...live, networks: new Map(known.map((network) => [network.name, network])) };
}
