// Which rows still hold after a few services were replaced. What is not certain to hold is left out: it is made again when
// somebody asks for it.

import { type BitRow, bitsOf } from './bit-row.ts';
import { answersBridges } from './direct-rows.ts';
import { itemAt } from './item-at.ts';
import { claimsBy } from './name-claims.ts';
import type { NamespaceFacts } from './namespace-facts.ts';
import type { ReachBase } from './reach-base.ts';
import { noRows, type ReachState, type Rows } from './reach-state.ts';
import type { TriRow } from './tri-row.ts';

/** The three kinds of rows of `before` that hold for `after` as well. */
export function keptRows(
  before: ReachState,
  after: ReachBase,
  changed: readonly number[],
): Pick<ReachState, 'direct' | 'viaHost' | 'resolves'> {
  const owners = changed.filter((index) => before.base.namespaceOf[index] !== after.namespaceOf[index]);
  const touched = touchedSegments(before.base, after, owners);
  const namespaces = owners.map((index) => itemAt(after.namespaceOf, index).index);
  const stale = new Set(namespaces);
  for (const segment of touched) {
    addNamespaces(stale, before.base, itemAt(before.base.members, segment));
    addNamespaces(stale, after, itemAt(after.members, segment));
  }
  return {
    direct: sameAcross(before.base, after, namespaces, touched)
      ? without(before.direct, stale, touched)
      : noRows(),
    viaHost: samePublishing(before.base, after, namespaces)
      ? withoutSome(before.viaHost, namespaces)
      : noRows(),
    resolves: sameNaming(before, after, changed, touched)
      ? without(before.resolves, stale, touched)
      : noRows(),
  };
}

/** Segments that the owners were or are on. */
function touchedSegments(
  before: ReachBase,
  after: ReachBase,
  owners: readonly number[],
): ReadonlySet<number> {
  const touched = new Set<number>();
  for (const index of owners) {
    for (const base of [before, after]) {
      for (const { segment } of itemAt(base.namespaceOf, index).endpoints) touched.add(segment.index);
    }
  }
  return touched;
}

function addNamespaces(stale: Set<number>, base: ReachBase, members: BitRow): void {
  for (const member of bitsOf(members)) stale.add(itemAt(base.namespaceOf, member).index);
}

/** Whether what crosses networks is as before: the host's way to them, routed bridges, networks that may be one. */
function sameAcross(
  before: ReachBase,
  after: ReachBase,
  namespaces: readonly number[],
  touched: ReadonlySet<number>,
): boolean {
  if (touchesTwins(after, touched)) return false;
  return namespaces.every((index) => {
    const old = itemAt(before.namespaces, index);
    const now = itemAt(after.namespaces, index);
    return (
      factsAt(before, index).fromHost === factsAt(after, index).fromHost &&
      answersBridges(before, old) === answersBridges(after, now)
    );
  });
}

function samePublishing(before: ReachBase, after: ReachBase, namespaces: readonly number[]): boolean {
  return namespaces.every((index) => {
    const old = factsAt(before, index);
    const now = factsAt(after, index);
    if (old.publishes !== now.publishes) return false;
    if (now.publishes === false) return true;
    return (
      old.gateways.length === now.gateways.length &&
      old.gateways.every((gateway, at) => gateway?.segment === now.gateways[at]?.segment)
    );
  });
}

/** Whether names mean what they meant: none of the changed claims one, then or now, and nobody has a link or a host entry for one. */
function sameNaming(
  { base: before, resolves: { ground } }: ReachState,
  after: ReachBase,
  changed: readonly number[],
  touched: ReadonlySet<number>,
): boolean {
  if (ground === null || touchesTwins(after, touched)) return false;
  return changed.every((index) => {
    const old = itemAt(before.services, index);
    const now = itemAt(after.services, index);
    return (
      !ground.special.has(now.name) &&
      claimsBy(old, before.indexes).length === 0 &&
      claimsBy(now, after.indexes).length === 0
    );
  });
}

function touchesTwins({ segments }: ReachBase, touched: ReadonlySet<number>): boolean {
  for (const index of touched) {
    const { maybeSame, maybeRouted } = itemAt(segments.all, index);
    if (maybeSame.length > 0 || maybeRouted.length > 0) return true;
  }
  return false;
}

function factsAt(base: ReachBase, index: number): NamespaceFacts {
  return itemAt(base.facts, index);
}

/** The rows but for stale namespaces and networks. */
function without<Ground extends { readonly alone: readonly (TriRow | undefined)[] }>(
  rows: Rows<Ground>,
  stale: ReadonlySet<number>,
  touched: ReadonlySet<number>,
): Rows<Ground> {
  const kept = withoutSome(rows, stale);
  if (kept.ground === null) return kept;
  const alone = [...kept.ground.alone];
  for (const segment of touched) alone[segment] = undefined;
  return { ...kept, ground: { ...kept.ground, alone } };
}

function withoutSome<Ground>(rows: Rows<Ground>, stale: Iterable<number>): Rows<Ground> {
  const made = [...rows.made];
  for (const index of stale) made[index] = undefined;
  return { ...rows, made };
}
