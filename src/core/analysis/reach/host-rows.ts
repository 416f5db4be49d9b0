// Which services answer a namespace through a port published at the host's outside address (X2–X6, C5).

import type { Tri } from '../../compose/topology.ts';
import { addRow, type BitRow, keepRow, setBit } from './bit-row.ts';
import { type ReachBase, rowWhere } from './reach-base.ts';
import type { Namespace } from './resolve-namespaces.ts';
import type { Endpoint } from './segment.ts';
import { both, either } from './tri.ts';
import { addUnder, newTriRow, settle, type TriRow } from './tri-row.ts';

/** Makes the function that gives the published-port row of a namespace; rows that all of them need are made once. */
export function hostRows(base: ReachBase): (namespace: Namespace) => TriRow {
  const published: TriRow = {
    yes: rowWhere(base, (_, { publishes }) => publishes === true),
    maybe: rowWhere(base, (_, { publishes }) => publishes === 'unknown'),
  };
  const behind = publishersBehind(base);

  return (namespace) => {
    const row = newTriRow(base.services.length);
    switch (namespace.kind) {
      case 'none':
        return row;
      case 'unknown':
        addRow(row.maybe, published.yes);
        addRow(row.maybe, published.maybe);
        return row;
      case 'host':
        addRow(row.yes, published.yes);
        addRow(row.maybe, published.maybe);
        return row;
      case 'networks': {
        const gateways = base.facts[namespace.index]?.gateways ?? [];
        return agreedRow(
          base,
          gateways.map((gateway) => rowBehind(base, gateway, published, behind)),
        );
      }
    }
  };
}

/** By segment index: those who publish on behalf of it, for certain or perhaps. */
function publishersBehind(base: ReachBase): readonly (TriRow | undefined)[] {
  const behind: (TriRow | undefined)[] = [];
  for (const namespace of base.namespaces) {
    const facts = base.facts[namespace.index];
    if (!facts || facts.publishes === false) continue;
    for (const gateway of facts.gateways) {
      if (!gateway) continue;
      const row = behind[gateway.segment.index] ?? newTriRow(base.services.length);
      behind[gateway.segment.index] = row;
      const bits = facts.gateways.length === 1 ? row.yes : row.maybe;
      for (const member of namespace.members) setBit(bits, member);
    }
  }
  return behind;
}

/** The row of a namespace whose gateway is `gateway`. */
function rowBehind(
  base: ReachBase,
  gateway: Endpoint | null,
  published: TriRow,
  behind: readonly (TriRow | undefined)[],
): TriRow {
  const row = newTriRow(base.services.length);
  if (!gateway) return row; // X5: internal only
  const { segment } = gateway;
  const { behaviour } = base;
  const across = both(segment.passesToPublished, behaviour.hostPortAcrossNetworks); // X3, X6
  addPublished(row, across, published);
  // X4: behind the same gateway network; C5: without a proxy, icc off stops it.
  const neighbours = both(
    segment.hostPath,
    either(across, either(behaviour.hostPortDespiteIcc, segment.carries)),
  );
  const same = behind[segment.index];
  if (same) {
    addPublished(row, neighbours, {
      yes: common(published.yes, same.yes),
      maybe: common(published.maybe, same.yes),
    });
    if (neighbours !== false) {
      addRow(row.maybe, common(published.yes, same.maybe));
      addRow(row.maybe, common(published.maybe, same.maybe));
    }
  }
  return settle(row);
}

function addPublished(row: TriRow, condition: Tri, published: TriRow): void {
  addUnder(row, condition, published.yes);
  if (condition !== false) addRow(row.maybe, published.maybe);
}

function common(a: BitRow, b: BitRow): BitRow {
  const row = a.slice();
  keepRow(row, b);
  return row;
}

/** Certain is what is certain behind every gateway that there may be. */
function agreedRow(base: ReachBase, rows: readonly TriRow[]): TriRow {
  const [first, ...rest] = rows;
  if (!first) return newTriRow(base.services.length);
  for (const other of rest) {
    addRow(first.maybe, first.yes);
    addRow(first.maybe, other.yes);
    addRow(first.maybe, other.maybe);
    keepRow(first.yes, other.yes);
  }
  return settle(first);
}
