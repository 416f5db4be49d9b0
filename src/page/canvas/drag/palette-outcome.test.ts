import { describe, expect, it } from 'vitest';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { paletteOutcome } from './palette-outcome.ts';

const { topology } = analysisOf(`
services:
  web: { image: nginx, networks: [front] }
networks: { front: {}, back: {} }
`);

const front: DropTarget = { kind: 'lane', lane: 'network:front', network: 'front', zone: 'whole' };

function firstOperation(...parameters: Parameters<typeof paletteOutcome>) {
  const outcome = paletteOutcome(...parameters);
  return outcome.type === 'operate' ? outcome.way.operations[0] : outcome.type;
}

describe('a palette item', () => {
  it('is created on the lane under it, with the next free name', () => {
    expect(firstOperation(topology, 'web', front)).toMatchObject({
      type: 'add-service',
      service: 'web-2',
      body: { networks: ['front'] },
    });
  });

  it('on the empty canvas beside other containers is refused, because it would join nothing', () => {
    expect(firstOperation(topology, 'web', { kind: 'canvas' })).toBe('refused');
  });

  it('on the empty canvas of an empty file is its first card, on the lane of its kind, which is made if there is none', () => {
    const empty = analysisOf('services: {}\n').topology;
    const outcome = paletteOutcome(empty, 'web', { kind: 'canvas' });
    expect(outcome.type === 'operate' && outcome.way).toMatchObject({
      label: 'Add web on front',
      operations: [
        { type: 'add-network', network: 'front' },
        { type: 'add-service', service: 'web', body: { networks: ['front'] } },
      ],
    });
  });

  it('that needs no network is closed wherever it is dropped', () => {
    expect(firstOperation(topology, 'log-tail', front)).toMatchObject({ body: { network_mode: 'none' } });
    expect(firstOperation(topology, 'hardware', { kind: 'canvas' })).toMatchObject({
      body: { network_mode: 'none' },
    });
  });

  it('that watches another must be dropped on it', () => {
    expect(firstOperation(topology, 'monitor', front)).toBe('refused');
    expect(firstOperation(topology, 'monitor', { kind: 'card', service: 'web' })).toMatchObject({
      body: { network_mode: 'service:web' },
    });
  });

  it('that is a network lands anywhere', () => {
    expect(firstOperation(topology, 'internal-network', { kind: 'canvas' })).toEqual({
      type: 'add-network',
      network: 'internal-network',
      internal: true,
    });
  });

  it('on a wall is connected to both lanes', () => {
    const wall: DropTarget = {
      kind: 'wall',
      lanes: ['network:front', 'network:back'],
      networks: ['front', 'back'],
    };
    const outcome = paletteOutcome(topology, 'app', wall);
    expect(outcome.type === 'operate' && outcome.way.operations.at(-1)).toEqual({
      type: 'attach',
      service: 'app',
      network: 'back',
    });
  });
});
