import { expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { wayFromOutside } from './from-outside.ts';

it('says how many containers stand before a service, and which are the last of them', () => {
  const { topology } = openDocument(`services:
  web: { image: nginx, ports: ["443:443"], networks: [front] }
  app: { image: x, networks: [front, back] }
  job: { image: x, networks: [front, back] }
  db: { image: "postgres:16", networks: [back] }
  own: { image: x, ports: ["\${PORT}"], networks: [own] }
  logs: { image: x, network_mode: none }
networks: { front: {}, back: {}, own: {} }
`);
  const reach = computeReach(topology, defaultReachOptions);
  expect(wayFromOutside(reach, 'web')).toEqual({ hops: 0, behind: [], certain: true });
  expect(wayFromOutside(reach, 'db')).toEqual({ hops: 2, behind: ['app', 'job'], certain: true });
  // It is unknown whether the port answers, so the service does not count as unreachable.
  expect(wayFromOutside(reach, 'own')).toMatchObject({ hops: 0, certain: false });
  expect(wayFromOutside(reach, 'logs')).toBeNull();
});
