import { describe, expect, it } from 'vitest';
import { needView } from './need-view.ts';
import { analysisOf, sceneOf } from './testing/drawn.ts';

const workers = Array.from(
  { length: 6 },
  (_, at) => `  w${at}: { image: "org/worker:1", environment: { QUEUE: "redis://queue:6379" } }\n`,
).join('');
const analysis = analysisOf(`services:
  web: { image: nginx, networks: [front], depends_on: [api], environment: { API_URL: "http://api:80" } }
  api: { image: org/api, networks: [front, default], environment: { DATABASE_URL: "postgres://db/x" } }
  db: { image: postgres, networks: [other] }
  queue: { image: redis }
${workers}networks: { front: {}, other: {} }
`);
const scene = sceneOf(analysis, [Array.from({ length: 6 }, (_, at) => `w${at}`)]);
const view = (service: string) => needView(analysis, scene, service);

describe('the needs of one card', () => {
  it('lead to the cards at their other ends, with what makes them known and what is wrong with them', () => {
    const { lines, reasons } = view('api');
    expect(lines.map(({ from, to, tone }) => `${from} ${to} ${tone}`)).toEqual([
      'web api incoming',
      'api db bad',
    ]);
    expect([...reasons].map(([card, { words }]) => `${card}: ${words}`)).toEqual([
      'web: API_URL +1',
      'db: DATABASE_URL, not reached',
    ]);
  });

  it('of a pile are one line', () => {
    expect(view('queue').lines.map(({ from, to }) => `${from} ${to}`)).toEqual(['w0 queue']);
    expect(view('w0').lines.map(({ from, to }) => `${from} ${to}`)).toEqual(['w0 queue']);
    expect([...view('queue').reasons]).toEqual([['w0', { words: 'QUEUE', tone: 'incoming' }]]);
  });

  it('are none where none is known', () => {
    const { lines, reasons } = needView(analysis, scene, 'nobody');
    expect([lines, reasons.size]).toEqual([[], 0]);
  });
});
