import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { ObservedConnection } from '../observed/record.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { observedPairs } from './observed-pairs.ts';

const { topology } = openAlone(`
services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  api: { image: api, networks: [front, back] }
  db: { image: postgres, networks: [back] }
networks: { front: {}, back: { internal: true } }
`);
const reach = computeReach(topology, defaultReachOptions);
const seen = (from: string, to: string, port: number, looks = 1): ObservedConnection => ({
  ...{ from, to, port, protocol: 'tcp', looks },
  ...{ first: '2026-11-02T10:00:00Z', last: '2026-11-02T10:10:00Z' },
});

describe('what was seen beside what may flow', () => {
  it('is used, unseen or unpredicted, pair by pair with its ports and looks', () => {
    const {
      seen: pairs,
      unseenFrom,
      unseenCount,
    } = observedPairs(reach, [seen('api', 'db', 5433), seen('api', 'db', 5432, 3), seen('web', 'db', 5432)]);
    expect(pairs).toEqual([
      { from: 'api', to: 'db', state: 'used', looks: 4, ports: ['5432/tcp', '5433/tcp'] },
      { from: 'web', to: 'db', state: 'unpredicted', looks: 1, ports: ['5432/tcp'] },
    ]);
    expect(unseenFrom('api').map(({ to, state }) => [to, state])).toEqual([['web', 'unseen']]);
    // Unseen: web to api, api to web and db to api; db reaches no other service.
    expect(unseenCount).toBe(3);
    expect(unseenFrom('nobody')).toEqual([]);
  });

  it('is told of the outside by place, whatever address was kept', () => {
    const { seen: pairs } = observedPairs(reach, [
      seen('lan', 'web', 80),
      seen('198.51.100.7', 'web', 80),
      seen('internet', 'web', 80, 2),
      seen('db', 'internet', 443),
    ]);
    expect(pairs.map(({ from, to, state, looks }) => `${from} ${to} ${state} ${looks}`)).toEqual([
      'lan web used 1',
      'internet web used 3',
      'db internet unpredicted 1',
    ]);
  });

  it('of other files is counted, and compared with nothing', () => {
    expect(observedPairs(reach, [seen('other/web', 'gone', 80)])).toMatchObject({ seen: [], elsewhere: 1 });
  });
});
