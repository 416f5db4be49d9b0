// Which networks of a host are drawn as lines across its stacks, and in which order: nearest to the outside first.

import { plural } from '../compose/numbers.ts';
import type { Tri } from '../compose/topology.ts';
import { type HostNetwork, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { compareBytes } from '../text/compare-bytes.ts';

/** A network that joins stacks, or that a stack expects from others. */
export interface Rail {
  /** The Docker name of the network; `STACK/KEY` while that is unknown. */
  readonly network: string;
  /** The label beside the line. */
  readonly label: string;
  /** The stack that makes the network; null when no file here does. */
  readonly madeBy: string | null;
  readonly internal: Tri;
  /** True when no file here makes the network, and nothing else is known of it. */
  readonly dead: boolean;
  /** The active members as `STACK/SERVICE`. */
  readonly members: readonly string[];
  /** The stacks of the members, in the order of the host. */
  readonly stacks: readonly string[];
  /** The network in one sentence. */
  readonly words: string;
}

export interface Rails {
  /** The networks with a line of their own, nearest to the outside first. */
  readonly shared: readonly Rail[];
  /** The networks that only one stack expects and no stack makes, by name. */
  readonly deadEnds: readonly Rail[];
}

/** Returns the lines of a host. */
export function findRails({ joined, reach }: HostFacts): Rails {
  const shared: { readonly rail: Rail; readonly distance: number }[] = [];
  const deadEnds: Rail[] = [];
  for (const network of joined.networks.values()) {
    const { stacks, external } = network;
    if (stacks.length === 0) continue;
    const rail = railOf(network);
    if (stacks.length > 1) shared.push({ rail, distance: distanceOf(network, reach) });
    else if (external) deadEnds.push(rail);
  }
  shared.sort(
    (a, b) =>
      a.distance - b.distance ||
      b.rail.stacks.length - a.rail.stacks.length ||
      compareBytes(a.rail.network, b.rail.network),
  );
  deadEnds.sort((a, b) => compareBytes(a.network, b.network));
  return { shared: shared.map(({ rail }) => rail), deadEnds };
}

function railOf({ name, madeBy, internal, external, known, members, stacks }: HostNetwork): Rail {
  const label = name.includes('/') ? splitHostName(name).service : name;
  const made = madeBy === null ? 'created outside these files' : `created by ${madeBy}`;
  const kind = internal === true ? ', internal' : '';
  const words = `${label}, ${made}${kind}: ${plural(members.length, 'container')} of ${plural(stacks.length, 'stack')} reach each other`;
  return { network: name, label, madeBy, internal, dead: external && known === null, members, stacks, words };
}

/** Returns the distance of a network from the outside: 0 when a member answers outside itself, 1 when a proxy leads to one, else 2. */
function distanceOf({ members }: HostNetwork, reach: HostFacts['reach']): number {
  if (members.some((name) => reach.facts.get(name)?.fromOutside === true)) return 0;
  const proxied = members.some((name) => reach.proxied(name).some(({ fromOutside }) => fromOutside === true));
  return proxied ? 1 : 2;
}
