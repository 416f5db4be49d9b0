import { describe, expect, it } from 'vitest';
import { matchScore } from './command-palette.tsx';

describe('matchScore', () => {
  it('puts a whole name before a beginning, and that before a part', () => {
    const whole = matchScore('db', ['db']);
    const beginning = matchScore('db', ['db-backup']);
    const part = matchScore('db', ['couchdb']);
    expect(whole).toBeGreaterThan(beginning);
    expect(beginning).toBeGreaterThan(part);
    expect(part).toBeGreaterThan(0);
  });

  it('finds words in any order', () => {
    expect(matchScore('matrix show', ['Show the reach matrix'])).toBeGreaterThan(0);
  });

  it('is not fuzzy', () => {
    expect(matchScore('pasted', ['Paste or type a file…', 'clipboard'])).toBe(0);
  });
});
