// What a record of what was seen gives: `must` statements for the connections that are used, and what a split closes beside what was seen of it.

import type { Operation } from '../compose/operations/operation.ts';
import type { Topology } from '../compose/topology.ts';
import type { Needs } from '../needs/needs.ts';
import type { ObservedNeed } from '../needs/observed-needs.ts';
import { frequencyText } from '../observed/seen-text.ts';
import { durationText } from '../observed/watched-text.ts';
import type { ConnectivityDiff } from '../reach/diff/diff-connectivity.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { SplitProposal } from './propose-split.ts';

/** A statement that a record supports, and the number of sightings: `seen 112 times in 24 hours`. */
export interface EvidentIntent {
  readonly operation: Operation;
  readonly statement: string;
  readonly seen: string;
}

/** Returns a `must` for every observed pair that can connect, in file order; existing statements are left out. */
export function evidentIntents(
  { topology, reach, needs }: { readonly topology: Topology; readonly reach: Reach; readonly needs: Needs },
  stated: ReadonlySet<string>,
): readonly EvidentIntent[] {
  const found: EvidentIntent[] = [];
  for (const from of topology.services.keys()) {
    const byTarget = new Map<string, ObservedNeed[]>();
    for (const need of needs.from(from)) {
      if (need.kind !== 'observed') continue;
      byTarget.set(need.to, [...(byTarget.get(need.to) ?? []), need]);
    }
    for (const [to, seen] of byTarget) {
      const text = `${from} -> ${to}`;
      if (stated.has(text) || !reach.facts.has(from) || !reach.facts.has(to)) continue;
      if (reach.reaches(from, to) !== true) continue;
      const looks = seen.reduce((most, need) => Math.max(most, need.seen.looks), 0);
      found.push({
        operation: { type: 'intent', kind: 'must', text },
        statement: `must: ${text}`,
        seen: frequencyText({ looks }, seen[0]?.watched ?? 0),
      });
    }
  }
  return found;
}

/** Returns a proposal in lines: each lane with its services, its evidence, and its unknowns. */
export function splitLines(
  { network, lanes, edited, assumed, limits, unseen, before, after, objections }: SplitProposal,
  { needs, topology }: { readonly needs: Needs; readonly topology: Topology },
): readonly string[] {
  if (lanes.length === 0)
    return [`no split of ${network} brings its data further from the outside`, ...limits];
  const far = (hops: ReadonlyMap<string, number | null>): number =>
    [...hops.values()].filter((count) => count === null || count >= 2).length;
  const stores = before.hops.size;
  const data =
    stores === 0 ? '' : `; data two hops away ${far(before.hops)} -> ${far(after.hops)} of ${stores}`;
  return [
    `split ${network}: ${lanes.length} new ${lanes.length === 1 ? 'network' : 'networks'}, ${edited} of ${topology.services.size} services edited${data}`,
    ...lanes.map(({ name, internal, moves, joins }) => {
      const also = joins.length === 0 ? '' : `; on ${network} as well: ${joins.join(', ')}`;
      return `  ${name}${internal ? ' (internal)' : ''}: ${moves.join(', ')}${also}`;
    }),
    ...assumed.map(({ from, to }) => `  ${from} needs ${to}: ${needSource(needs, from, to)}`),
    ...limits,
    ...(unseen === null ? [] : [unseen]),
    ...objections,
  ];
}

/** Returns the source of a need: `stated`, `inferred`, `seen 112 times in 24 hours`, `stated, not seen in 24 hours`. */
function needSource(needs: Needs, from: string, to: string): string {
  const ownNeeds = needs.from(from).filter((need) => need.to === to);
  const words = ownNeeds.map((need) => {
    if (need.kind === 'observed') return frequencyText(need.seen, need.watched);
    return need.certainty === 'certain' ? 'stated' : need.certainty;
  });
  if (needs.watched !== null && !ownNeeds.some(({ kind }) => kind === 'observed'))
    words.push(`not seen in ${durationText(needs.watched)}`);
  return [...new Set(words)].join(', ');
}

/** Returns the number of observed connections that a change closes; null without a record. */
export function closedBesideSeen({ closed }: Pick<ConnectivityDiff, 'closed'>, needs: Needs): string | null {
  if (needs.watched === null) return null;
  const pairs = new Map(
    closed
      .filter(({ kind }) => kind !== 'name')
      .map(({ from, to }) => [`${from}\n${to}`, { from, to }] as const),
  );
  const observed = needs.all.filter((need): need is ObservedNeed => need.kind === 'observed');
  const seen = new Set(observed.map(({ from, to }) => `${from}\n${to}`));
  const used = [...pairs.keys()].filter((key) => seen.has(key)).length;
  const count = `${pairs.size} ${pairs.size === 1 ? 'pair' : 'pairs'}`;
  return `closes ${count}, of which ${used === 0 ? 'none' : used} ${used > 1 ? 'were' : 'was'} seen in ${durationText(needs.watched)}`;
}
