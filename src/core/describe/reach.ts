// What reach says of a service, of one of its ports and of a pair, in words.

import type { Tri } from '../compose/topology.ts';
import { inboundReach, outboundReach } from '../reach/degrees.ts';
import { type PreferredWay, preferredWay } from '../reach/preferred-way.ts';
import type { PairFacts, Published, Reach, ServiceFacts } from '../reach/reach-model.ts';
import { triCell } from './tri.ts';

/** The texts for the places that a published port answers: to whom, from where, and as a sentence without its subject. */
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
  unknown: { whom: 'unknown', where: 'unknown from where', sentence: 'unknown who reaches it' },
};

/** Returns whether a service gets out: `route` when replies need a route back upstream. A possible route leaves the answer unknown. */
export function wayOutOf({
  egress,
  egressNeedsRoute,
}: Pick<ServiceFacts, 'egress' | 'egressNeedsRoute'>): Tri | 'route' {
  if (egress !== false) return egress;
  return egressNeedsRoute === true ? 'route' : egressNeedsRoute;
}

/** Returns the way out for a table cell. */
function wayOutCell(facts: Pick<ServiceFacts, 'egress' | 'egressNeedsRoute'>): string {
  const way = wayOutOf(facts);
  return way === 'route' ? 'needs a route' : triCell(way);
}

/** A column of the table of services. */
export interface FactColumn {
  readonly title: string;
  cell(facts: ServiceFacts): string;
}

/** The columns of ways out and in without a known machine: the LAN counts as the Internet, and both are the outside. */
export const outsideColumns = {
  wayOut: { title: 'way out', cell: wayOutCell },
  toHost: { title: 'to host', cell: ({ toHost }) => triCell(toHost) },
  fromHost: { title: 'from host', cell: ({ fromHost }) => triCell(fromHost) },
  fromOutside: { title: 'from outside', cell: ({ fromOutside }) => triCell(fromOutside) },
} as const satisfies { readonly [name: string]: FactColumn };

/** The columns of ways out and in on a known machine: the Internet, the LAN and the host. */
const degreeColumns: readonly FactColumn[] = [
  { title: 'to internet', cell: wayOutCell },
  { title: 'to LAN', cell: (facts) => triCell(outboundReach(facts).lan) },
  outsideColumns.toHost,
  { title: 'from internet', cell: (facts) => triCell(inboundReach(facts).internet) },
  { title: 'from LAN', cell: (facts) => triCell(inboundReach(facts).lan) },
  outsideColumns.fromHost,
];

/** Returns the columns of ways out and in for a reach: `plain`, or the three degrees when a machine is known. */
export function wayColumns({ options }: Reach, plain: readonly FactColumn[]): readonly FactColumn[] {
  return options.machine ? degreeColumns : plain;
}

/** Returns the way out as an answer, with the network that leads there; `code` formats the network's name. */
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

/** The letters of `reachCell` with their meanings, in order. */
export const reachLetters = [
  ['N', 'direct and by name'],
  ['D', 'direct'],
  ['H', 'through a published port'],
  ['G', 'through a published port, at its own gateway alone'],
  ['?', 'unknown'],
] as const;

const letters: { readonly [way in PreferredWay]: string } = {
  direct: 'D',
  host: 'H',
  gateway: 'G',
  unknown: '?',
  none: '.',
};

/**
 * Returns a pair for a matrix cell: one of `reachLetters`, `.` for no connection; a direct pair that also connects over a published port
 * has both letters.
 */
export function reachCell(pair: Omit<PairFacts, 'networks'>): string {
  const way = preferredWay(pair);
  if (way !== 'direct') return letters[way];
  const over = preferredWay({ ...pair, direct: false });
  const letter = pair.resolves === true ? 'N' : letters.direct;
  return over === 'host' || over === 'gateway' ? letter + letters[over] : letter;
}
