import { describe, expect, it } from 'vitest';
import { formatOperation } from '../../../core/compose/operations/operation-text.ts';
import type { DropTarget } from '../../../core/layout/hit-test.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { cardOutcome } from './card-outcome.ts';
import type { DropOutcome } from './drop-outcome.ts';

const { topology } = analysisOf(`
services:
  web: { image: nginx, networks: [front] }
  app: { image: app, networks: [front, mid] }
  forgot: { image: redis }
  tail: { image: busybox, network_mode: none }
  sniff: { image: tcpdump, network_mode: "service:app" }
  node: { image: exporter, network_mode: host }
networks: { front: {}, mid: {}, back: { internal: true } }
`);

function lane(network: string, zone: 'move' | 'connect' | 'whole'): DropTarget {
  return { kind: 'lane', lane: `network:${network}`, network, zone };
}

function written(outcome: DropOutcome): readonly string[] {
  return outcome.type === 'operate' ? outcome.way.operations.map(formatOperation) : [outcome.type];
}

function drop(service: string, target: DropTarget, shift = false): readonly string[] {
  return written(cardOutcome(topology, service, target, shift));
}

describe('a card dropped on a lane', () => {
  it('moves on the left half', () => {
    expect(drop('web', lane('back', 'move'))).toEqual(['move=web:front:back']);
  });

  it('connects on the right half, and with Shift anywhere', () => {
    expect(drop('web', lane('back', 'connect'))).toEqual(['attach=web:back']);
    expect(drop('web', lane('back', 'move'), true)).toEqual(['attach=web:back']);
  });

  it('does nothing where it is already', () => {
    expect(drop('web', lane('front', 'whole'))).toEqual(['nothing']);
  });

  it('with two networks asks what to replace, and offers to move all', () => {
    const outcome = cardOutcome(topology, 'app', lane('back', 'move'), false);
    expect(
      outcome.type === 'choose' &&
        outcome.ways.map((way) => [way.label, way.operations.map(formatOperation)]),
    ).toEqual([
      ['Move from front to back', ['move=app:front:back']],
      ['Move from mid to back', ['move=app:mid:back']],
      ['Move from all networks to back', ['move=app:front:back', 'detach=app:mid']],
    ]);
  });

  it('leaves the implicit default on move and keeps it on connect', () => {
    expect(drop('forgot', lane('front', 'move'))).toEqual(['mode=forgot:networks:front']);
    expect(drop('forgot', lane('front', 'connect'))).toEqual(['attach=forgot:front']);
  });

  it('gives networks of its own to a closed, a joined and an open one', () => {
    expect(drop('tail', lane('front', 'move'))).toEqual(['mode=tail:networks:front']);
    expect(drop('sniff', lane('front', 'connect'))).toEqual(['mode=sniff:networks:front']);
    expect(drop('node', lane('front', 'move'))).toEqual(['mode=node:networks:front']);
  });
});

describe('a card dropped elsewhere', () => {
  it('connects to both lanes on the wall between them', () => {
    const wall: DropTarget = {
      kind: 'wall',
      lanes: ['network:mid', 'network:back'],
      networks: ['mid', 'back'],
    };
    expect(drop('web', wall)).toEqual(['attach=web:mid', 'attach=web:back']);
    expect(drop('app', wall)).toEqual(['attach=app:back']);
  });

  it('is closed on the tray, and the joined ones are named', () => {
    expect(drop('app', { kind: 'closed' })).toEqual(['mode=app:none']);
    const outcome = cardOutcome(topology, 'app', { kind: 'closed' }, false);
    expect(outcome.type === 'operate' && outcome.way.label).toBe('Close app and sniff');
  });

  it('is opened on the host lane', () => {
    expect(drop('web', { kind: 'host' })).toEqual(['mode=web:host']);
    expect(drop('node', { kind: 'host' })).toEqual(['nothing']);
  });

  it('joins the owner when dropped on a guest', () => {
    expect(drop('web', { kind: 'card', service: 'sniff' })).toEqual(['mode=web:service:app']);
  });

  it('refuses a circle', () => {
    expect(drop('app', { kind: 'card', service: 'sniff' })).toEqual(['refused']);
  });

  it('snaps back from the empty canvas and from the outside', () => {
    expect(drop('web', { kind: 'canvas' })).toEqual(['nothing']);
    expect(drop('web', { kind: 'outside' })).toEqual(['nothing']);
  });
});

describe('a card on two networks, dropped into one of them', () => {
  it('says that it leaves the other, and may stay; at home it only gets another place', () => {
    const half = cardOutcome(topology, 'app', lane('mid', 'whole'), false, false);
    if (half.type !== 'choose') throw new Error(half.type);
    expect([half.title, ...half.ways.map(({ label }) => label)]).toEqual([
      'Move app into mid',
      'Take it off front',
      'Keep it on both',
    ]);
    expect(half.ways.map(({ operations }) => operations.map(formatOperation))).toEqual([
      ['detach=app:front'],
      [],
    ]);
    expect(drop('app', lane('mid', 'whole'))).toEqual(['nothing']);
    expect(cardOutcome(topology, 'app', lane('mid', 'whole'), true, false).type).toBe('nothing');
  });
});
