// Who can open a connection to whom, direct and over the host taken together: the edges of the pivot graph (T1) as rows of
// bits. Rows are merged when first asked for, and shared by all of one namespace.

import { oncePer } from '../compose/once-per.ts';
import type { Reach } from '../reach/reach-model.ts';
import { addRow, type BitRow, newRow } from '../reach/rows/bit-row.ts';
import type { TriRow } from '../reach/rows/tri-row.ts';

export interface Links {
  readonly size: number;
  /** What the service at `index` reaches; never to be written to. The bit of `index` itself carries no meaning. */
  row(index: number): BitRow;
}

type Kind = 'possible' | 'certain';

const known = {
  possible: oncePer((reach: Reach) => merged(reach, 'possible')),
  certain: oncePer((reach: Reach) => merged(reach, 'certain')),
};

/** The links of a reach, merged once for all who ask: those that there may be, or only the certain ones. */
export function linksOf(reach: Reach, kind: Kind): Links {
  return known[kind](reach);
}

function merged(reach: Reach, kind: Kind): Links {
  const size = reach.services.length;
  const byIndex: (BitRow | undefined)[] = [];
  const byRows = new Map<TriRow, { readonly host: TriRow; readonly row: BitRow }>();
  const merge = (name: string): BitRow => {
    const direct = reach.row('direct', name);
    const host = reach.row('viaHost', name);
    const before = byRows.get(direct);
    if (before?.host === host) return before.row;
    const row = newRow(size);
    addRow(row, direct.yes);
    addRow(row, host.yes);
    if (kind === 'possible') {
      addRow(row, direct.maybe);
      addRow(row, host.maybe);
    }
    byRows.set(direct, { host, row });
    return row;
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
