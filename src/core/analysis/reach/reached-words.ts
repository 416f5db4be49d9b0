// Where a published port answers, in words.

import type { Published } from './reach-model.ts';

/** What is said of a published port, by where it answers. */
export const reachedWords: { readonly [from in Published['reachableFrom']]: string } = {
  outside: 'answers from outside the host',
  host: 'answers on the host only',
  nowhere: 'dead: nothing answers',
  unknown: 'unknown who reaches it',
};
