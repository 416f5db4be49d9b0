// CN607. Owns: keys at which `docker stack deploy` stops, where a swarm is predicted. Keys that it ignores are CN518.

import type { Rule } from '../findings/finding.ts';
import { refusedBySwarm } from './facts/stack-checks.ts';

export const rule: Rule = {
  id: 'CN607',
  slug: 'swarm-refuses',
  title: 'A swarm will refuse this file',
  why: '`docker stack deploy` knows fewer keys than Docker Compose, and some in another form. It stops at the first key that it does not know, and nothing is deployed.',
  severity: 'error',
  source: 'SW9, SW12, SW15 (measured, each key)',
  check: refusedBySwarm,
};
