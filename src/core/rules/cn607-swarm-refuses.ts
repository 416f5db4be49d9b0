// CN607. Owns: keys at which `docker stack deploy` stops, where a swarm is predicted. What it passes over is CN518.

import type { ProjectRule, RuleExamples } from '../findings/finding.ts';
import { refusedBySwarm } from './facts/stack-checks.ts';

export const cn607: ProjectRule = {
  id: 'CN607',
  slug: 'swarm-refuses',
  title: 'A swarm will refuse this file',
  why: 'docker stack deploy knows fewer keys than Docker Compose, and some in another form. At one that it does not know it stops, and nothing is deployed.',
  severity: 'error',
  source: 'SW9, SW12, SW15 (measured, each key)',
  check: refusedBySwarm,
};

export const cn607Examples: RuleExamples = {
  engine: 'swarm',
  invalid: [
    'services:\n  web:\n    image: example/web:1\n    scale: 2\n    depends_on:\n      db: { condition: service_started }\n  db:\n    image: postgres:16\n',
    'services:\n  web:\n    image: example/web:1\n    ports: [{target: 80, published: "8080"}]\n    networks: [back]\nnetworks:\n  back:\n    internal: true\n',
    'services:\n  web:\n    image: example/web:1\n    networks: [back]\nnetworks:\n  back:\n    driver: bridge\n',
    'name: shop\nservices:\n  web:\n    image: example/web:1\n',
    'services:\n  web:\n    image: example/web:1\n    environment: [A=1, B=2, A=1]\n',
  ],
  valid: [
    'services:\n  web:\n    image: example/web:1\n    depends_on: [db]\n    deploy: { replicas: 2 }\n    ports: [{target: 80, published: 8080}]\n  db:\n    image: postgres:16\n',
    'services:\n  web:\n    image: example/web:1\n    build: .\n    container_name: web\n    restart: always\n    networks: [back]\nnetworks:\n  back:\n    driver: overlay\n',
  ],
};
