// CN518. Owns: keys that `docker stack deploy` passes over although they isolate or bound a container, where a swarm is predicted.
// Where it stops is CN607; a dropped address of a port is CN109.

import type { ProjectRule, RuleExamples } from '../findings/finding.ts';
import { ignoredBySwarm } from './facts/stack-checks.ts';

export const cn518: ProjectRule = {
  id: 'CN518',
  slug: 'swarm-ignores-key',
  title: 'A swarm ignores what isolates or bounds the container',
  why: 'docker stack deploy passes over these keys with a line on standard error, and over options of bridges without one. The stack comes up, and is another one than the file draws.',
  severity: 'warning',
  source: 'SW9, SW15 (measured, each key)',
  check: ignoredBySwarm,
};

export const cn518Examples: RuleExamples = {
  engine: 'swarm',
  invalid: [
    'services:\n  job:\n    image: example/job:1\n    network_mode: none\n',
    'services:\n  web:\n    image: example/web:1\n    privileged: true\n    security_opt: ["no-new-privileges:true"]\n    devices: ["/dev/dri:/dev/dri"]\n',
    'services:\n  web:\n    image: example/web:1\n    networks: [quiet]\nnetworks:\n  quiet:\n    driver_opts:\n      com.docker.network.bridge.enable_icc: "false"\n',
  ],
  valid: [
    'services:\n  web:\n    image: example/web:1\n    privileged: false\n    restart: always\n    container_name: web\n    links: [db]\n    expose: ["80"]\n  db:\n    image: postgres:16\n',
    'services:\n  web:\n    image: example/web:1\n    cap_drop: [ALL]\n    networks: [quiet]\nnetworks:\n  quiet:\n    driver_opts:\n      encrypted: "true"\n',
  ],
};
