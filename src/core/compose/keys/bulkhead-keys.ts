// Keys of Bulkhead's own: what a file says of its intents, and a service of itself.

import { itemsOf, keysOf, yesOrNo } from './key.ts';

/** The keys of `x-bulkhead` in a service. */
export const serviceTagKeys = keysOf({
  tier: {
    about: 'edge, app or data.',
    words: { edge: 'faces the outside', app: 'runs the application', data: 'stores the data' },
  },
  needs: { about: 'Services that this service must reach, beyond what other keys show.', block: true },
  external: { about: 'true: this service must open connections to the outside.', words: yesOrNo },
});

const intentKeys = keysOf({
  never: { about: 'front -> db: no service on the left reaches a service on the right.' },
  must: { about: 'web -> api: every service on the left reaches every service on the right.' },
  'no-way-out': { about: 'worker: none of its connections leaves the host.' },
  'no-lan': { about: 'worker: it does not reach the local network.' },
  'only-internet': { about: 'worker: it reaches the Internet, but neither the local network nor the host.' },
  'no-host': { about: 'worker: it does not reach the host.' },
  'out-only-through': { about: 'agent -> proxy: it reaches the outside only through the right side.' },
  'only-names': {
    about:
      'worker -> api.github.com, *.example.org: it reaches these names of the outside and nothing else there.',
  },
  sealed: { about: 'job: it reaches no service and no service reaches it.' },
  exposed: { about: '[proxy:443]: only these host ports answer the outside.' },
  guarded: {
    about: 'wiki by authelia: every way from outside passes that login; without "by", any login will do.',
  },
  only: { about: 'wiki from traefik: nothing else reaches it, inside or outside.' },
});

/** The keys of `x-bulkhead` at the top level. */
export const bulkheadKeys = keysOf({
  version: { about: '1.' },
  intents: {
    about: 'Statements that must hold whatever else changes.',
    block: true,
    below: itemsOf(intentKeys),
  },
  disable: { about: 'Findings that are switched off, each with a reason.', block: true },
  layout: { about: 'Positions of cards; written only on request.' },
});
