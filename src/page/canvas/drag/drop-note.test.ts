import { describe, expect, it } from 'vitest';
import { isLong, shortened } from './drop-note.ts';

describe('a long line of a note', () => {
  it('ends at a whole word until all of it is asked for', () => {
    const text = `${'ten letters '.repeat(11)}and then the word that is too much`;
    expect(isLong(text)).toBe(true);
    expect(shortened(text).length).toBeLessThanOrEqual(141);
    expect(text.startsWith(shortened(text).replace(/ …$/, ' '))).toBe(true);
    expect(shortened('a short one')).toBe('a short one');
    expect(shortened('x'.repeat(500)).length).toBeLessThanOrEqual(141);
  });
});
