// CN518. Owns: keys that `docker stack deploy` ignores although they isolate or limit a container, where a swarm is predicted.
// Keys at which it stops are CN607; a dropped address of a port is CN109.

import type { Rule } from '../findings/finding.ts';
import { ignoredBySwarm } from './facts/stack-checks.ts';

export const rule: Rule = {
  id: 'CN518',
  slug: 'swarm-ignores-key',
  title: 'A swarm ignores what isolates or bounds the container',
  why: '`docker stack deploy` ignores these keys with a line on standard error, and options of bridges without one. The stack starts, but it is not the stack that the file describes.',
  severity: 'warning',
  source: 'SW9, SW15 (measured, each key)',
  check: ignoredBySwarm,
};
