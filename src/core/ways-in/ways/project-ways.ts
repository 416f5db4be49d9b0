// Reads the proxies and tunnels of a project or host, and adds them to its reach.

import type { Topology } from '../../compose/topology.ts';
import type { AdjacentFiles } from '../../compose/workspace/adjacent-files.ts';
import { baseOf, withEntries } from '../../reach/compute-reach.ts';
import type { ContainerNames } from '../../reach/names/held-names.ts';
import { type HostNames, hostNames } from '../../reach/names/host-names.ts';
import { assumeBridges } from '../../reach/networks/assumed-bridges.ts';
import type { Reach, ReachOptions } from '../../reach/reach-model.ts';
import { makeWaysContext, type WaysContextParts } from '../make-ways-context.ts';
import type { WaysContext } from '../ways-context.ts';
import { entriesOf, entriesUnread } from './entries-of.ts';
import { hasWaysToRead } from './program-of.ts';
import type { Ways } from './ways.ts';
import { waysReaderOf } from './ways-reader.ts';

/** The input for reading proxies and tunnels. */
export interface WaysSource extends Omit<WaysContextParts, 'files' | 'reach' | 'assumed' | 'answers'> {
  readonly beside: AdjacentFiles | null | undefined;
  /** The reach without proxies and tunnels. */
  readonly plain: Reach;
  /** Returns the same reach under other options. */
  reachWith(options: ReachOptions): Reach;
  /** Returns the container names of a service. */
  readonly containers: ContainerNames;
}

/** Reads the proxies and tunnels of a project or host; null when there are none, no service requests routes, or nothing reads them. */
export function readWaysOf(source: WaysSource): Ways | null {
  const reader = waysReaderOf(source.beside);
  if (reader === null || !hasWaysToRead(source.topology)) return null;
  const context = waysContextOf(source);
  return context && reader.read(context);
}

/** Returns the files of the containers of a project or host; null when nothing reads them. */
export function waysContextOf({
  beside,
  plain,
  reachWith,
  containers,
  ...parts
}: WaysSource): WaysContext | null {
  const reader = waysReaderOf(beside);
  const { topology } = parts;
  if (reader === null) return null;
  const { options, networks: assumed } = assumeBridges(topology, plain.options);
  const reach = assumed.length === 0 ? plain : reachWith(options);
  let names: HostNames | null = null;
  // Names are computed only when a proxy looks one up.
  const answers: HostNames['answers'] = (asker, name) => {
    names ??= hostNames(baseOf(reach, topology), containers);
    return names.answers(asker, name);
  };
  return makeWaysContext({ ...parts, reach, assumed, answers, files: reader.files });
}

/** Adds proxies and tunnels to a reach; `ways` is called on first use. */
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
