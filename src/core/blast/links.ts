// The connections between services, direct or through the host: the edges of the pivot graph (T1) as rows of bits. Rows are merged on first
// use and shared within a namespace.

import { memoize } from '../compose/memoize.ts';
import type { Reach } from '../reach/reach-model.ts';
import { addRow, type BitRow, newRow } from '../reach/rows/bit-row.ts';
import type { TriRow } from '../reach/rows/tri-row.ts';

export interface Links {
  readonly size: number;
  /** Returns the services that the one at `index` reaches; never write to the row. The bit of `index` itself carries no meaning. */
  row(index: number): BitRow;
}

type LinkKind = 'possible' | 'certain';

const linksByKind = {
  possible: memoize((reach: Reach) => mergeLinks(reach, 'possible')),
  certain: memoize((reach: Reach) => mergeLinks(reach, 'certain')),
};

/** Returns the possible or certain connections of a reach; cached. */
export function linksOf(reach: Reach, kind: LinkKind): Links {
  return linksByKind[kind](reach);
}

function mergeLinks(reach: Reach, kind: LinkKind): Links {
  const size = reach.services.length;
  const byIndex: (BitRow | undefined)[] = [];
  const byRows = new Map<TriRow, { readonly host: TriRow; readonly gateway: TriRow; readonly row: BitRow }>();
  const merge = (name: string): BitRow => {
    const [direct, host, gateway] = [
      reach.row('direct', name),
      reach.row('viaHost', name),
      reach.row('viaGateway', name),
    ];
    const cached = byRows.get(direct);
    if (cached?.host === host && cached.gateway === gateway) return cached.row;
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
