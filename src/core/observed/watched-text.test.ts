import { describe, expect, it } from 'vitest';
import { gapSentences, periodText, watchedText } from './watched-text.ts';

const from = '2026-11-02T10:00:00Z';
const until = (to: string) => ({ from, to, interval: 1 });

describe('a record as a whole', () => {
  it.each([
    ['2026-11-02T10:00:45Z', '45 seconds'],
    ['2026-11-02T10:00:01Z', '1 second'],
    ['2026-11-02T10:00:00Z', 'one look'],
    ['2026-11-02T10:10:00Z', '10 minutes'],
    ['2026-11-03T10:00:00Z', '24 hours'],
    ['2026-11-05T10:00:00Z', '3 days'],
    ['2026-11-02T12:10:00+02:00', '10 minutes'],
  ])('until %s was watched for %s', (to, text) => {
    expect(periodText(until(to))).toBe(text);
  });

  it('says until when, in one zone, and how often somebody looked', () => {
    expect(watchedText(until('2026-11-02T12:10:00+02:00'))).toBe(
      'watched for 10 minutes, until 2026-11-02 10:10 UTC, a look every 1 s',
    );
  });

  it('says that there was one look', () => {
    expect(watchedText(until(from))).toBe('looked at once, 2026-11-02 10:00 UTC');
  });

  it('says what it cannot know', () => {
    expect(gapSentences({ interval: 2.4987, unseen: [] })).toEqual([
      'A connection shorter than 2.5 s may be missed.',
    ]);
    expect(gapSentences({ interval: 1, unseen: [{ what: 'db', why: 'no right to read it' }] })[1]).toBe(
      'Not looked at: db (no right to read it).',
    );
  });
});
