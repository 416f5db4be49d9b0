// Whose service name a namespace can look up (D2–D7).

import { addRow, clearBit, newRow, setBit } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { nameDisputes } from './name-disputes.ts';
import type { ReachBase } from './reach-base.ts';
import type { Namespace } from './resolve-namespaces.ts';
import { newTriRow, settle, type TriRow } from './tri-row.ts';

/** Makes the function that gives the name row of a namespace. */
export function nameRows(base: ReachBase): (namespace: Namespace) => TriRow {
  const disputes = nameDisputes(base);
  // A network that Compose was handed by name may hold any of its own.
  const foreign = newRow(base.services.length);
  const named = newRow(base.services.length);
  base.services.forEach((service, index) => {
    if (service.mode.kind === 'unknown') setBit(foreign, index);
    if (service.mode.kind === 'unknown' || service.mode.kind === 'networks') setBit(named, index);
  });

  return (namespace) => {
    const row = newTriRow(base.services.length);
    if (namespace.kind === 'unknown') addRow(row.maybe, named);
    if (namespace.kind !== 'networks') return row; // D7
    for (const { segment } of namespace.endpoints) {
      if (!segment.resolvesNames) continue; // D5
      addRow(row.yes, itemAt(base.owners, segment.index));
      for (const other of segment.maybeSame) addRow(row.maybe, itemAt(base.owners, other));
      addRow(row.maybe, foreign);
    }
    for (const { index, resolves } of disputes(namespace)) {
      clearBit(row.yes, index);
      clearBit(row.maybe, index);
      if (resolves === true) setBit(row.yes, index);
      if (resolves === 'unknown') setBit(row.maybe, index);
    }
    return settle(row);
  };
}
