// Who can open a connection to whom, direct and over the host taken together: the edges of the pivot graph (T1) as rows of
// bits. Rows are merged when first asked for, and shared by all of one namespace.

import { memoize } from '../compose/memoize.ts';
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
  possible: memoize((reach: Reach) => merged(reach, 'possible')),
  certain: memoize((reach: Reach) => merged(reach, 'certain')),
};

/** The links of a reach, merged once for all who ask: those that there may be, or only the certain ones. */
export function linksOf(reach: Reach, kind: Kind): Links {
  return known[kind](reach);
}

function merged(reach: Reach, kind: Kind): Links {
  const size = reach.services.length;
  const byIndex: (BitRow | undefined)[] = [];
  const byRows = new Map<TriRow, { readonly host: TriRow; readonly gateway: TriRow; readonly row: BitRow }>();
  const merge = (name: string): BitRow => {
    const [direct, host, gateway] = [
      reach.row('direct', name),
      reach.row('viaHost', name),
      reach.row('viaGateway', name),
    ];
    const before = byRows.get(direct);
    if (before?.host === host && before.gateway === gateway) return before.row;
    const row = newRow(size);
    for (const { yes, maybe } of [direct, host, gateway]) {
      addRow(row, yes);
      if (kind === 'possible') addRow(row, maybe);
    }
    byRows.set(direct, { host, gateway, row });
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
