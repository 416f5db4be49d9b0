// Services that reach a published port through the host without a common network or a known need.
// Services that reach the same others form one group, since thousands of services have too many pairs.

import { memoize } from '../../compose/memoize.ts';
import { nameList } from '../../compose/name-list.ts';
import type { RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import type { Published } from '../../reach/reach-model.ts';
import { type BitRow, hasBit, newRow, setBit, subtractRow } from '../../reach/rows/bit-row.ts';
import { membersByNetwork, serviceIndexes } from './networks.ts';
import { oncePerContext } from './once-per-context.ts';
import { portText } from './publishes.ts';

interface Strangers {
  /** The first strangers, at most fifty. */
  readonly first: readonly string[];
  readonly count: number;
}

interface Group extends EquivalentServices {
  /** The services that strangers reach over the host only, by index. */
  readonly reached: BitRow;
}

const maxListed = 50;

/** Returns the strangers of an active service: services without a shared network that reach its port over the host, in file order. */
export function strangersOf(context: RuleContext, publisher: string): Strangers {
  const known = strangersByPublisher(context);
  const before = known.get(publisher);
  if (before) return before;
  const strangers = findStrangers(context, publisher);
  known.set(publisher, strangers);
  return strangers;
}

const strangersByPublisher = oncePerContext((_context) => new Map<string, Strangers>());

function findStrangers(context: RuleContext, publisher: string): Strangers {
  const groups = groupsOf(context);
  const index = serviceIndexes(context.reach.services).get(publisher) ?? -1;
  const needing = new Set(context.needs.to(publisher).map(({ from }) => from));
  const first: string[] = [];
  let count = 0;
  for (const { members, reached } of groups) {
    if (!hasBit(reached, index)) continue;
    count += members.length;
    if (first.length >= maxListed) continue;
    for (const member of members) {
      if (first.length >= maxListed) break;
      if (!needing.has(member)) first.push(member);
    }
  }
  if (count === 0) return { first, count };
  const groupOf = groupIndexes(context);
  for (const from of needing) {
    const group = groups[groupOf.get(from) ?? -1];
    if (group && hasBit(group.reached, index)) count--;
  }
  return { first, count };
}

/** Returns the sentence that CN101 and CN102 add for a port that bypasses the networks of the file; '' when it parts no services. */
export function hostNote(context: RuleContext, publisher: string): string {
  const { first, count } = strangersOf(context, publisher);
  if (count === 0) return '';
  return ` ${nameList(first, count)} ${count === 1 ? 'reaches' : 'reach'} it there as well, without a common network.`;
}

/** Returns the parts that CN108 reports once a port is bound to one address: they are no new problem. */
export function hostParts(
  context: RuleContext,
  { service: { name }, tier }: ServiceView,
  ports: readonly Published[],
): readonly (readonly string[])[] {
  if (strangersOf(context, name).count === 0) return [];
  const edge = tier === 'data' && edgeStrangersOf(context, name).length > 0;
  return [
    ...ports.map((port) => ['CN108', name, portText(port)]),
    ...(edge ? [['CN108', name, 'edge']] : []),
  ];
}

/** Returns all strangers of an active service that are open to the outside. */
export function edgeStrangersOf(context: RuleContext, publisher: string): readonly string[] {
  const index = serviceIndexes(context.reach.services).get(publisher) ?? -1;
  const edges: string[] = [];
  for (const group of groupsOf(context)) {
    if (!hasBit(group.reached, index)) continue;
    for (const member of group.edges) if (!context.needs.has(member, publisher)) edges.push(member);
  }
  return edges;
}

const groupsOf = oncePerContext((context): readonly Group[] => {
  const memberRows = rowsByNetwork(context);
  return equivalentServices(context).map((services): Group => {
    const [first = ''] = services.members;
    const reached = context.reach.row('viaHost', first).yes.slice();
    subtractRow(reached, context.reach.row('direct', first).yes);
    for (const network of services.networks) subtractRow(reached, memberRows.get(network) ?? reached);
    return { ...services, reached };
  });
});

function rowsByNetwork(context: RuleContext): ReadonlyMap<string, BitRow> {
  const indexes = serviceIndexes(context.reach.services);
  const rows = new Map<string, BitRow>();
  for (const [network, members] of membersByNetwork(context)) {
    const row = newRow(indexes.size);
    for (const member of members) setBit(row, indexes.get(member) ?? 0);
    rows.set(network, row);
  }
  return rows;
}

interface EquivalentServices {
  readonly networks: readonly string[];
  /** The services of the group in file order, at least one. */
  readonly members: readonly string[];
  /** The members that are open to the outside. */
  readonly edges: readonly string[];
}

interface Draft extends EquivalentServices {
  readonly members: string[];
  readonly edges: string[];
}

const equivalenceKey = memoize(({ facts }: ServiceView): string =>
  [facts.gateway, facts.egress, facts.egressNeedsRoute, ...facts.networks].join('\n'),
);

/**
 * The groups of active services with the same networks and the same way out, by their first member in the file. A service without a network
 * is in no group.
 */
const equivalentServices = oncePerContext(({ views }): readonly EquivalentServices[] => {
  const groups = new Map<string, Draft>();
  for (const [name, view] of views) {
    const { networks } = view.facts;
    if (networks.length === 0) continue;
    const key = equivalenceKey(view);
    let group = groups.get(key);
    if (!group) {
      group = { networks, members: [], edges: [] };
      groups.set(key, group);
    }
    group.members.push(name);
    if (view.tier === 'edge') group.edges.push(name);
  }
  return [...groups.values()];
});

/** The index of each service's group, by service. */
const groupIndexes = oncePerContext((context): ReadonlyMap<string, number> => {
  const indexes = new Map<string, number>();
  equivalentServices(context).forEach(({ members }, index) => {
    for (const member of members) indexes.set(member, index);
  });
  return indexes;
});
