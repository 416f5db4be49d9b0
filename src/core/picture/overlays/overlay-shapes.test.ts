import { describe, expect, it } from 'vitest';
import { sizesOf } from '../../layout/metrics.ts';
import type { Rect, Scene, SceneCard, SceneLane } from '../../layout/scene.ts';
import { linePaths, overlayShapes } from './overlay-shapes.ts';
import { emptyView, linesAbout, type OverlayMark, type OverlayView } from './overlay-view.ts';

const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });

function card(service: string, box: Rect, inside: string | null = null): SceneCard {
  return { service, rect: box, lanes: [], inside, owner: false, band: null };
}

function lane(name: string, box: Rect): SceneLane {
  return {
    id: `network:${name}`,
    name,
    kind: 'network',
    form: 'full',
    rect: box,
    header: 30,
    captions: [],
    headline: null,
    members: [],
    role: 0,
    column: 0,
  };
}

const blank: Pick<Scene, 'outside' | 'lanes' | 'cards' | 'piles' | 'taps' | 'levels' | 'sizes'> = {
  outside: rect(0, 0, 80, 500),
  lanes: [],
  cards: [],
  piles: [],
  taps: [],
  levels: [],
  sizes: sizesOf.near,
};

function view(part: Partial<OverlayView>): OverlayView {
  return { ...emptyView('', ''), ...part };
}

const good = { tone: 'good', word: 'yes' } as const;

describe('the veil', () => {
  it('lies over cards without a mark, not over those with one', () => {
    const scene = { ...blank, cards: [card('a', rect(100, 0, 10, 10)), card('b', rect(200, 0, 10, 10))] };
    const { veil, marks } = overlayShapes(view({ marks: new Map([['b', good]]) }), scene);
    expect(veil).toBe('M100 0h10v10h-10z');
    expect(marks).toEqual([
      { service: 'b', rect: rect(200, 0, 10, 10), kinds: ['good'], boxed: false, ...good },
    ]);
  });

  it('leaves out what is lit inside of what is dim', () => {
    const scene = {
      ...blank,
      cards: [card('a', rect(0, 0, 50, 50)), card('in', rect(10, 10, 20, 20), 'a')],
    };
    const { veil } = overlayShapes(view({ marks: new Map([['in', good]]) }), scene);
    expect(veil).toBe('M0 0h50v50h-50zM10 10v20h20v-20z');
  });

  it('covers the other lanes, and no part of a lit card that straddles their wall', () => {
    const scene = {
      ...blank,
      lanes: [lane('front', rect(0, 0, 100, 100)), lane('back', rect(100, 0, 100, 100))],
      cards: [card('app', rect(80, 40, 40, 20))],
    };
    const { veil } = overlayShapes(
      view({ marks: new Map([['app', good]]), networks: new Set(['back']) }),
      scene,
    );
    expect(veil).toBe('M0 0h100v100h-100zM80 40v20h20v-20z');
  });
});

describe('what is merely near', () => {
  it('steps half back and is no part of the veil', () => {
    const scene = { ...blank, cards: [card('a', rect(100, 0, 10, 10)), card('b', rect(200, 0, 10, 10))] };
    const marks = new Map<string, OverlayMark>([['b', { tone: 'near', word: '' }]]);
    const { veil, halfVeil } = overlayShapes(view({ marks }), scene);
    expect([veil, halfVeil]).toEqual(['M100 0h10v10h-10z', 'M200 0h10v10h-10z']);
  });
});

describe('the lines that are drawn', () => {
  const line = (from: string, to: string) => ({ from, to, tone: 'full' }) as const;
  const lines = [line('a', 'b'), line('b', 'c'), line('b', 'd')];
  const about = (draws: OverlayView['draws'], service: string | null): readonly string[] =>
    linesAbout(view({ lines, draws }), service).map(({ from, to }) => from + to);

  it('are all, those of one card, or the way that leads to it', () => {
    expect(about('all', null)).toEqual(['ab', 'bc', 'bd']);
    expect(about('end', null)).toEqual([]);
    expect(about('end', 'b')).toEqual(['ab', 'bc', 'bd']);
    expect(about('end', 'c')).toEqual(['bc']);
    expect(about('way', 'd')).toEqual(['ab', 'bd']);
    expect(about('way', 'a')).toEqual([]);
  });

  it('end in a circle', () => {
    expect(
      linesAbout(view({ lines: [line('a', 'b'), line('b', 'a')], draws: 'way' }), 'a').map(({ to }) => to),
    ).toEqual(['b', 'a']);
  });
});

describe('marks and lines', () => {
  it('leave the words of a joined card to its owner, since they would cover names', () => {
    const scene = { ...blank, cards: [card('a', rect(0, 0, 50, 50)), card('in', rect(5, 20, 40, 10), 'a')] };
    const marks = new Map<string, OverlayMark>([
      ['a', good],
      ['in', { tone: 'good', word: 'no' }],
    ]);
    expect(overlayShapes(view({ marks }), scene).marks.map(({ word }) => word)).toEqual([
      'yes, joined: no',
      '',
    ]);
  });

  const pile = { leader: 'w1', members: ['w1', 'w2', 'w3'], rect: rect(300, 0, 60, 40), lanes: [] };

  it('stand at the pile for all of its members, the strongest word first', () => {
    const marks = new Map<string, OverlayMark>([
      ['w1', good],
      ['w2', { tone: 'bad', word: 'no' }],
    ]);
    expect(overlayShapes(view({ marks }), { ...blank, piles: [pile] }).marks).toEqual([
      {
        service: 'w1',
        rect: pile.rect,
        kinds: ['good', 'bad'],
        boxed: false,
        tone: 'bad',
        word: '1 × no, 1 other',
      },
    ]);
  });

  it('draw one line for all of a pile, and none inside of it', () => {
    const scene = { ...blank, cards: [card('a', rect(0, 0, 60, 40))], piles: [pile] };
    const lines = [
      { from: 'a', to: 'w1', tone: 'good' } as const,
      { from: 'a', to: 'w2', tone: 'good' } as const,
      { from: 'w1', to: 'w2', tone: 'good' } as const,
    ];
    const paths = linePaths(lines, scene);
    expect(paths.map(({ tone, lines: path }) => [tone, path])).toEqual([['good', 'M60 20L300 20']]);
  });

  it('begin outside at the height of the card', () => {
    const scene = { ...blank, cards: [card('a', rect(200, 100, 60, 40))] };
    const paths = linePaths([{ from: '@outside', to: 'a', tone: 'bad' }], scene);
    expect(paths[0]?.lines).toBe('M80 120Q140 105.6 200 120');
  });

  it('end where they are too many to be distinguished', () => {
    const cards = Array.from({ length: 30 }, (_, at) => card(`c${at}`, rect(at * 70, 0, 60, 40)));
    const lines = cards.flatMap((a) =>
      cards.filter((b) => a !== b).map((b) => ({ from: a.service, to: b.service, tone: 'good' }) as const),
    );
    const paths = linePaths(lines, { ...blank, cards });
    expect(paths[0]?.heads.split('z').length).toBe(401);
  });
});
