// How the kinds of cables look in a picture and in its legend.

import type { CableState } from '../layout/scene.ts';

/** WCAG 1.4.1: dashes carry the meaning beside the colour. */
export const cableDashes: { readonly [state in CableState]: string | null } = {
  outside: null,
  every: null,
  host: '5 4',
  unknown: '2 4',
  nowhere: '3 5',
  proxied: '8 3 2 3',
};
