// The proxies and tunnels of a project or of a host as they are read, and the reach that knows of them.

import type { Topology } from '../../compose/topology.ts';
import type { AdjacentFiles } from '../../compose/workspace/adjacent-files.ts';
import { baseOf, withEntries } from '../../reach/compute-reach.ts';
import type { ContainerNames } from '../../reach/names/held-names.ts';
import { type HostNames, hostNames } from '../../reach/names/host-names.ts';
import { assumeBridges } from '../../reach/networks/assumed-bridges.ts';
import type { Reach, ReachOptions } from '../../reach/reach-model.ts';
import { makeWaysContext, type WaysContextParts } from '../make-ways-context.ts';
import { entriesOf, entriesUnread } from './entries-of.ts';
import { hasWaysToRead } from './program-of.ts';
import type { Ways } from './ways.ts';
import { waysReaderOf } from './ways-reader.ts';

/** What they are read from. */
export interface WaysSource extends Omit<WaysContextParts, 'files' | 'reach' | 'assumed' | 'answers'> {
  readonly beside: AdjacentFiles | null | undefined;
  /** The reach that knows of no proxy and no tunnel. */
  readonly plain: Reach;
  /** The same on other options. */
  reachWith(options: ReachOptions): Reach;
  /** The names of the containers of a service. */
  readonly containers: ContainerNames;
}

/** Null where nothing lets requests in for others or asks for it, or where nothing reads it. */
export function readWaysOf({ beside, plain, reachWith, containers, ...parts }: WaysSource): Ways | null {
  const reader = waysReaderOf(beside);
  const { topology } = parts;
  if (reader === null || !hasWaysToRead(topology)) return null;
  const { options, networks: assumed } = assumeBridges(topology, plain.options);
  const reach = assumed.length === 0 ? plain : reachWith(options);
  let names: HostNames | null = null;
  // Names are looked up where a proxy asks for one: without a proxy nothing is made ready.
  const answers: HostNames['answers'] = (asker, name) => {
    names ??= hostNames(baseOf(reach, topology), containers);
    return names.answers(asker, name);
  };
  return reader.read(makeWaysContext({ ...parts, reach, assumed, answers, files: reader.files }));
}

/** `plain` with what comes in through proxies and tunnels; `ways` gives what was read, and is asked when that is first needed. */
export function reachWithWays(topology: Topology, plain: Reach, ways: () => Ways | null): Reach {
  if (!hasWaysToRead(topology)) return plain;
  let known: ReturnType<typeof entriesOf> | null = null;
  return withEntries(plain, () => {
    if (known === null) {
      const read = ways();
      known = read === null ? entriesUnread({ topology, reach: plain }) : entriesOf(read);
    }
    return known;
  });
}
