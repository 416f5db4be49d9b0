import { expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { knownNeeds } from './known-needs.ts';

const text = `services:
  web: { image: nginx, networks: [front] }
  api: { image: example/api, networks: [mid] }
  db: { image: "postgres:17", networks: [back] }
networks: { front: {}, mid: {}, back: { internal: true } }
x-bulkhead:
  intents:
    - must: web -> api
    - must: ["api -> service:db", front -> db, web -> outside]
    - never: web -> db
`;

it('are the pairs of services that must connect; networks, places and other intents are none', () => {
  const analysis = analyze(openAlone(text), defaultReachOptions);
  expect(analysis.needs.all.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
    'web must api',
    'api must db',
  ]);
  expect(knownNeeds(analysis, 'api')).toMatchObject({
    neededBy: [{ service: 'web', reasons: [{ words: 'stated as must' }] }],
    needs: [{ service: 'db' }],
  });
});
