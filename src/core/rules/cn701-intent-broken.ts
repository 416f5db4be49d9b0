// CN701. Owns: intents of the file that do not hold, or of which that is not known. Wrong words in them are CN902.

import type { Rule, RuleExamples } from '../findings/finding.ts';
import { checkIntents } from '../intents/check-intents.ts';
import { intentReports } from './facts/intent-reports.ts';

export const cn701: Rule = {
  id: 'CN701',
  slug: 'intent-broken',
  title: 'A declared intent does not hold',
  why: 'Someone has written down what must hold here, whatever else changes. Either the change that breaks it is a mistake, or the intent is out of date: one of the two has to go.',
  severity: 'error',
  source: 'x-bulkhead.intents; docs/intents.md',
  check: (context) => intentReports(context, checkIntents(context)),
};

export const cn701Examples: RuleExamples = {
  invalid: [
    'services:\n  web:\n    image: example/web:1\n    networks: [front, back]\n  db:\n    image: postgres:16\n    networks: [back]\nnetworks:\n  front:\n  back:\nx-bulkhead:\n  intents:\n    - never: front -> db\n',
    'services:\n  web:\n    image: example/web:1\n    networks: [front]\n  api:\n    image: example/api:1\n    networks: [back]\nnetworks:\n  front:\n  back:\nx-bulkhead:\n  intents:\n    - must: web -> api\n',
    'services:\n  worker:\n    image: example/worker:1\nx-bulkhead:\n  intents:\n    - no-way-out: worker\n',
    'services:\n  web:\n    image: example/web:1\n    ports: ["443:443", "8080:8080"]\nx-bulkhead:\n  intents:\n    - exposed: [web:443]\n',
    'services:\n  web:\n    image: example/web:1\n    networks: [shared]\nnetworks:\n  shared:\n    external: true\nx-bulkhead:\n  intents:\n    - no-way-out: web\n',
    'services:\n  web:\n    image: example/web:1\n    ports: ["127.0.0.1:443:443"]\nx-bulkhead:\n  intents:\n    - exposed: web:443\n',
    'services:\n  agent:\n    image: example/agent:1\n    networks: [cell]\n  proxy:\n    image: example/proxy:1\n    networks: [cell, out]\nnetworks:\n  cell:\n    internal: true\n  out:\nx-bulkhead:\n  intents:\n    - out-only-through: agent -> proxy\n',
    'services:\n  agent:\n    image: example/agent:1\n  proxy:\n    image: example/proxy:1\n  shop:\n    image: example/shop:1\n    ports: ["8080:80"]\nx-bulkhead:\n  intents:\n    - out-only-through: agent -> proxy\n',
    'services:\n  job:\n    image: example/job:1\n  web:\n    image: example/web:1\nx-bulkhead:\n  intents:\n    - sealed: job\n',
  ],
  valid: [
    'services:\n  web:\n    image: example/web:1\n    networks: [front, back]\n  db:\n    image: postgres:16\n    networks: [data]\nnetworks:\n  front:\n  back:\n  data:\n    internal: true\nx-bulkhead:\n  intents:\n    - never: front -> db\n    - no-way-out: [db]\n',
    'services:\n  agent:\n    image: example/agent:1\n    networks: [cell]\n  proxy:\n    image: example/proxy:1\n    networks: [cell, out]\n  job:\n    image: example/job:1\n    network_mode: none\nnetworks:\n  cell:\n    internal: true\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: isolated\n      com.docker.network.bridge.gateway_mode_ipv6: isolated\n  out:\nx-bulkhead:\n  intents:\n    - out-only-through: agent -> proxy\n    - sealed: job\n',
    'services:\n  web:\n    image: example/web:1\n    ports: ["443:443", "127.0.0.1:8080:8080"]\n  api:\n    image: example/api:1\nx-bulkhead:\n  intents:\n    - must: web -> api\n    - exposed: [web:443]\n',
  ],
};
