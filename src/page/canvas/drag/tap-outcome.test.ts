import { describe, expect, it } from 'vitest';
import { formatOperation } from '../../../core/compose/operations/operation-text.ts';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import type { DropOutcome } from './drop-outcome.ts';
import { newTapOutcome, tapOutcome } from './tap-outcome.ts';

const { topology } = analysisOf(`
services:
  app: { image: app, networks: [front, mid] }
  forgot: { image: redis }
networks: { front: {}, mid: {}, back: {} }
`);

const lane = (network: string): DropTarget => ({
  kind: 'lane',
  lane: `network:${network}`,
  network,
  zone: 'whole',
});
const written = (outcome: DropOutcome): readonly string[] =>
  outcome.type === 'operate' ? outcome.way.operations.map(formatOperation) : [outcome.type];

describe('a tap', () => {
  it('moves that membership and no other', () => {
    expect(written(tapOutcome(topology, 'app', 'mid', lane('back')))).toEqual(['move=app:mid:back']);
  });

  it('stays on its own lane, on one that the service is on already, and on places that are no network', () => {
    expect(written(tapOutcome(topology, 'app', 'mid', lane('mid')))).toEqual(['nothing']);
    expect(written(tapOutcome(topology, 'app', 'mid', lane('front')))).toEqual(['nothing']);
    expect(written(tapOutcome(topology, 'app', 'mid', { kind: 'closed' }))).toEqual(['nothing']);
  });

  it('dropped on the empty canvas goes to a network of its own', () => {
    const canvas = { kind: 'canvas' } as const;
    expect(written(tapOutcome(topology, 'app', 'mid', canvas))).toEqual([
      'add-network=network',
      'move=app:mid:network',
    ]);
    expect(written(tapOutcome(topology, 'forgot', 'default', canvas))).toEqual([
      'add-network=network',
      'mode=forgot:networks:network',
    ]);
    expect(written(newTapOutcome(topology, 'app', canvas))).toEqual([
      'add-network=network',
      'attach=app:network',
    ]);
  });

  it('of the implicit default writes the new network', () => {
    expect(written(tapOutcome(topology, 'forgot', 'default', lane('back')))).toEqual([
      'mode=forgot:networks:back',
    ]);
  });

  it('pulled anew from a card connects', () => {
    expect(written(newTapOutcome(topology, 'app', lane('back')))).toEqual(['attach=app:back']);
    expect(written(newTapOutcome(topology, 'app', { kind: 'closed' }))).toEqual(['nothing']);
  });
});
