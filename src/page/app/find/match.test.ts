import { describe, expect, it } from 'vitest';
import { matchScore, searchWords, vocabularyOf, wordScore } from './match.ts';

const score = (search: string, label: string, keywords = '') =>
  matchScore(searchWords(search), vocabularyOf(label, keywords));

describe('matchScore', () => {
  it('puts a whole name before a beginning, and that before a part', () => {
    const whole = wordScore('ddb', ['ddb']);
    const beginning = wordScore('ddb', ['ddb-backup']);
    const part = wordScore('ddb', ['couchddb']);
    expect(whole).toBeGreaterThan(beginning);
    expect(beginning).toBeGreaterThan(part);
    expect(part).toBeGreaterThan(0);
  });

  it('finds words in any order', () => {
    expect(score('matrix show', 'Show the reach matrix')).toBeGreaterThan(0);
    expect(score('the matrix', 'Show the reach matrix')).toBeGreaterThan(0);
  });

  it('is not fuzzy, and every word has to be meant', () => {
    expect(score('pasted', 'Paste or type a file…', 'clipboard')).toBe(0);
    expect(score('paste db', 'Paste or type a file…', 'clipboard')).toBe(0);
  });

  it('takes a command at its word before another one at a synonym', () => {
    const download = score('download', 'Download the file', 'save export');
    expect(download).toBeGreaterThan(score('download', 'Export a picture or report…', 'image download'));
    expect(download).toBeGreaterThan(score('download', 'Download the reach matrix as CSV', 'export table'));
    expect(score('expose', 'Publish a port…', 'expose')).toBeGreaterThan(
      score('expose', 'Overlay: outside in', 'exposed'),
    );
  });
});
