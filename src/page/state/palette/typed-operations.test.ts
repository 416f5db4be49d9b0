import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { typedOperations } from './palette.ts';

const { topology } = openAlone(`services:
  redis: { image: redis, networks: [front] }
networks: { front: {}, back: {} }
`);
const front = { type: 'lane', network: 'front' } as const;

describe('typedOperations', () => {
  it('makes a container of an image, named after it, where the pointer was', () => {
    expect(typedOperations('ghcr.io/team/my_app:1.2', topology, front)).toEqual([
      {
        type: 'add-service',
        service: 'my-app',
        image: 'ghcr.io/team/my_app:1.2',
        body: { networks: ['front'] },
      },
    ]);
    expect(typedOperations('redis:7', topology, { type: 'closed' })).toEqual([
      { type: 'add-service', service: 'redis-2', image: 'redis:7', body: { network_mode: 'none' } },
    ]);
  });

  it('takes a name before the image', () => {
    expect(typedOperations('cache redis:7', topology, front)).toEqual([
      { type: 'add-service', service: 'cache', image: 'redis:7', body: { networks: ['front'] } },
    ]);
    expect(typedOperations('redis redis:7', topology, front)).toBe('A container redis already exists.');
  });

  it('makes networks', () => {
    expect(typedOperations('network mid', topology, front)).toEqual([
      { type: 'add-network', network: 'mid', internal: false },
    ]);
    expect(typedOperations('internal-net', topology, front)).toEqual([
      { type: 'add-network', network: 'network', internal: true },
    ]);
    expect(typedOperations('network back', topology, front)).toBe('A network back already exists.');
  });

  it('knows what the palette holds', () => {
    expect(typedOperations('database', topology, front)).toMatchObject([
      { type: 'add-service', service: 'database' },
    ]);
  });

  it('says what it takes', () => {
    expect(typedOperations('', topology, front)).toBe('Type an image, a name and an image, or a network.');
    expect(typedOperations('a b c', topology, front)).toContain('At most two words');
  });
});
