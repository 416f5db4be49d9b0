// CN518. Owns: keys that `docker stack deploy` passes over although they isolate or bound a container, where a swarm is predicted.
// Where it stops is CN607; a dropped address of a port is CN109.

import type { Rule } from '../findings/finding.ts';
import { ignoredBySwarm } from './facts/stack-checks.ts';

export const rule: Rule = {
  id: 'CN518',
  slug: 'swarm-ignores-key',
  title: 'A swarm ignores what isolates or bounds the container',
  why: 'docker stack deploy passes over these keys with a line on standard error, and over options of bridges without one. The stack comes up, and is another one than the file draws.',
  severity: 'warning',
  source: 'SW9, SW15 (measured, each key)',
  check: ignoredBySwarm,
};
