// What reach says of a service, of one of its ports and of a pair, in words.

import type { Tri } from '../compose/topology.ts';
import type { PairFacts, Published, ServiceFacts } from '../reach/reach-model.ts';
import { triCell } from './tri.ts';

/** Where a published port answers: to whom, from where, and as a sentence without its subject. */
export const answersFrom: {
  readonly [from in Published['reachableFrom']]: {
    readonly whom: string;
    readonly where: string;
    readonly sentence: string;
  };
} = {
  outside: { whom: 'outside', where: 'from outside', sentence: 'answers from outside the host' },
  host: { whom: 'this host only', where: 'from this host only', sentence: 'answers on the host only' },
  nowhere: { whom: 'nobody', where: 'dead: nothing answers', sentence: 'dead: nothing answers' },
  unknown: { whom: 'not known', where: 'unknown from where', sentence: 'unknown who reaches it' },
};

/** Whether a service gets out: `route` where only a route back upstream lets answers come. One that may be there leaves it unknown. */
export function wayOutOf({
  egress,
  egressNeedsRoute,
}: Pick<ServiceFacts, 'egress' | 'egressNeedsRoute'>): Tri | 'route' {
  if (egress !== false) return egress;
  return egressNeedsRoute === true ? 'route' : egressNeedsRoute;
}

/** The way out in a cell of a table. On a known machine it says how far it leads. */
export function wayOutCell(facts: Pick<ServiceFacts, 'egress' | 'egressNeedsRoute' | 'out'>): string {
  const { out } = facts;
  if (out && out.lan !== out.internet) {
    if (out.internet === false) return out.lan === true ? 'LAN alone' : 'LAN ?';
    return `${triCell(out.internet)}, ${out.lan === false ? 'not the LAN' : out.lan === true ? 'the LAN' : 'LAN ?'}`;
  }
  const way = wayOutOf(facts);
  return way === 'route' ? 'needs a route' : triCell(way);
}

/** The way out as an answer, with the network that leads there; `code` shows its name. */
export function wayOutText(
  facts: Pick<ServiceFacts, 'egress' | 'egressNeedsRoute' | 'gateway'>,
  code: (name: string) => string = (name) => name,
): string {
  switch (wayOutOf(facts)) {
    case true:
      return facts.gateway === null ? 'yes' : `yes, by ${code(facts.gateway)}`;
    case false:
      return 'none';
    case 'route':
      return 'only with a route upstream';
    case 'unknown':
      return 'unknown';
  }
}

/** A pair in a cell of a matrix: `N` direct and by name, `D` direct, `H` through a published port, `?` not known, `.` not at all. */
export function reachCell({ direct, resolves, viaHost }: PairFacts): string {
  const atItsAddress = direct === true ? (resolves === true ? 'N' : 'D') : '';
  const overHost = viaHost === true ? 'H' : '';
  if (atItsAddress || overHost) return atItsAddress + overHost;
  return direct === 'unknown' || viaHost === 'unknown' ? '?' : '.';
}
