import { expect, it } from 'vitest';
import { countPictureKinds } from './picture-legend.ts';
import { analysisOf, sceneOf } from './testing/drawn.ts';

it('counts what is in the picture, and leaves out what is not', () => {
  const text = `services:
  web: { image: nginx, networks: [front, back], ports: ["443:443"], depends_on: [db] }
  db: { image: postgres, networks: [back], ports: ["5432:5432"] }
  tool: { image: example/tool, networks: [front], ports: ["127.0.0.1:9000:9000"] }
networks: { front: {}, back: { internal: true } }
`;
  const analysis = analysisOf(text);
  const counts = Object.fromEntries(countPictureKinds(analysis, sceneOf(analysis), []));
  expect(counts).toMatchObject({ outside: 1, host: 1, dead: 1, lane: 2, 'lane-internal': 1 });
  expect(Object.keys(counts)).not.toContain('danger');
  expect(Object.keys(counts)).not.toContain('lane-dashed');
});
