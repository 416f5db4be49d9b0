// Where services stand in rows of bits.

import { oncePer } from '../../../compose/once-per.ts';

/** Index of each active service, by name, as rows count them. */
export const serviceIndexes = oncePer(
  (services: readonly string[]): ReadonlyMap<string, number> =>
    new Map(services.map((name, index) => [name, index])),
);
