import { describe, expect, it } from 'vitest';
import { homeAnalysis } from '../host/testing/home-server.ts';
import type { ObservedRecord } from '../observed/record.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { observedTies } from './observed-ties.ts';

const time = { first: '2026-11-02T10:00:00Z', last: '2026-11-02T10:09:00Z' };
const seen = (from: string, to: string, port: number) => ({
  ...{ from, to, port, protocol: 'tcp' as const, looks: 2 },
  ...time,
});
const recordOf = (connections: ObservedRecord['connections']): ObservedRecord => ({
  ...{ version: 1, from: time.first, to: time.last, interval: 1, engine: '29.7.2' },
  ...{ connections, listening: [], unseen: [] },
});
const tiesOf = (...connections: ObservedRecord['connections']) =>
  observedTies(homeAnalysis({ ...optionsFor('29'), observed: recordOf(connections) }));

describe('what was seen between the stacks of a host', () => {
  it('is a tie of each direction: used, not seen, not predicted', () => {
    const ties = tiesOf(
      seen('traefik/traefik', 'paper/app', 8000),
      seen('internet', 'traefik/traefik', 443),
      seen('paper/app', 'lan', 25),
      seen('host', 'paper/app', 8000),
      seen('nas/backup', 'paper/db', 5432),
      seen('blog/ghost', 'blog/db', 3306),
    );
    const of = (from: string, to: string) =>
      ties?.ties.find((tie) => tie.from === from && tie.to === to)?.state;
    expect([
      of('traefik', 'paper'),
      of('@outside', 'traefik'),
      of('paper', '@outside'),
      of('mail', 'paper'),
      of('nas', 'paper'),
    ]).toEqual(['used', 'used', 'used', 'unseen', 'unpredicted']);
    // Within a stack and with the host there is no line.
    expect(ties?.ties.filter(({ from, to }) => from === to || from === '@host' || to === '@host')).toEqual(
      [],
    );
    const words = (stack: string) => ties?.bands.get(stack)?.words;
    expect(words('paper')).toBe(
      'not predicted: nas/backup → db 5432/tcp · asks the LAN · asked by traefik/traefik, the host',
    );
    expect(words('blog')).toBe('1 within');
    expect(words('mail')).toBe('nothing was seen');
    expect(ties?.bands.get('nas')).toEqual({
      state: 'unpredicted',
      words: 'not predicted: backup → paper/db 5432/tcp',
    });
  });

  it('is nothing without a record', () => {
    expect(observedTies(homeAnalysis(optionsFor('29')))).toBeNull();
  });
});
