// Keys of Bulkhead's own: what a file says of its intents, and a service of itself.

import { itemsOf, keysOf, yesOrNo } from './key.ts';

/** The keys of `x-bulkhead` in a service. */
export const serviceTagKeys = keysOf({
  tier: {
    about: 'edge, app or data.',
    words: { edge: 'meets the outside', app: 'does the work', data: 'keeps the data' },
  },
  needs: { about: 'Services it has to reach, where no key says so.', block: true },
  external: { about: 'true: it has to open connections to the outside.', words: yesOrNo },
});

const intentKeys = keysOf({
  never: { about: 'front -> db: no member of the left side reaches one of the right side.' },
  must: { about: 'web -> api: every member of the left side reaches every one of the right side.' },
  'no-way-out': { about: 'worker: no connection leaves the host.' },
  'no-lan': { about: 'worker: it does not reach the local network.' },
  'only-internet': { about: 'worker: it reaches the Internet, and neither the local network nor the host.' },
  'no-host': { about: 'worker: it does not reach the host.' },
  'out-only-through': { about: 'agent -> proxy: it gets out through the right side alone.' },
  sealed: { about: 'job: it reaches nobody and nobody reaches it.' },
  exposed: { about: '[proxy:443]: nothing but these host ports answers the outside.' },
  guarded: { about: 'wiki by authelia: every way from outside passes that login; without "by" any login.' },
  only: { about: 'wiki from traefik: nobody else reaches it, not from outside either.' },
});

/** The keys of `x-bulkhead` at the top level. */
export const bulkheadKeys = keysOf({
  version: { about: '1.' },
  intents: { about: 'What must hold, whatever else changes.', block: true, below: itemsOf(intentKeys) },
  disable: { about: 'Findings that are switched off, each with a reason.', block: true },
  layout: { about: 'Positions of cards; written only on request.' },
});
