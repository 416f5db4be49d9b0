// Where routers are on a map: each has a row before the first band behind it, and a wall from there down to the last one.

import type { MapRouter } from './map-picture.ts';
import type { StackBand } from './stack-band.ts';

/** The place of a router among the rows of a map. */
export interface RouterRow {
  readonly router: MapRouter;
  /** The positions of the first and the last band behind it; the number of bands where there is none. */
  readonly first: number;
  readonly last: number;
  /** The column of its wall, from the outside; routers in front of the same bands have different ones. */
  readonly column: number;
}

/** Returns the rows of routers, in the order of their first bands. */
export function routerRows(routers: readonly MapRouter[], bands: readonly StackBand[]): readonly RouterRow[] {
  const placed = routers
    .map((router) => {
      const behind = bands.flatMap(({ stations }, index) =>
        stations.some(({ network }) => router.inside.includes(network)) ? [index] : [],
      );
      return { router, first: behind[0] ?? bands.length, last: behind.at(-1) ?? bands.length };
    })
    .sort((a, b) => a.first - b.first);
  const ends: number[] = [];
  return placed.map((row) => {
    const free = ends.findIndex((end) => end < row.first);
    const column = free < 0 ? ends.length : free;
    ends[column] = row.last;
    return { ...row, column };
  });
}
