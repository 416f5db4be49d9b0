// Who can open a connection to whom, direct and over the host taken together: the edges of the pivot graph (T1) as rows of
// bits. Rows are merged when first asked for, and shared by all of one namespace.

import type { Reach } from '../reach/reach-model.ts';
import { addRow, type BitRow, newRow } from '../reach/rows/bit-row.ts';
import type { TriRow } from '../reach/rows/tri-row.ts';

export interface Links {
  readonly size: number;
  /** What the service at `index` reaches; never to be written to. The bit of `index` itself carries no meaning. */
  row(index: number): BitRow;
}

/** The links of a reach: those that there may be, or only the certain ones. */
export function linksOf(reach: Reach, kind: 'possible' | 'certain'): Links {
  const size = reach.services.length;
  const byIndex: (BitRow | undefined)[] = [];
  const byRows = new Map<TriRow, { readonly host: TriRow; readonly merged: BitRow }>();
  const merge = (name: string): BitRow => {
    const direct = reach.row('direct', name);
    const host = reach.row('viaHost', name);
    const known = byRows.get(direct);
    if (known?.host === host) return known.merged;
    const merged = newRow(size);
    addRow(merged, direct.yes);
    addRow(merged, host.yes);
    if (kind === 'possible') {
      addRow(merged, direct.maybe);
      addRow(merged, host.maybe);
    }
    byRows.set(direct, { host, merged });
    return merged;
  };
  return {
    size,
    row: (index) => {
      const row = byIndex[index] ?? merge(reach.services[index] ?? '');
      byIndex[index] = row;
      return row;
    },
  };
}
