import { describe, expect, it } from 'vitest';
import { overlayOfHash, overlayText, readOverlay } from './overlay.ts';

describe('the link of an overlay', () => {
  it.each([
    'reach:web',
    'reach:my.app_1',
    'blast:web',
    'blast:web:2',
    'outside-in',
    'way-out',
    'start-order',
    'needs',
    'isolate:back',
    'intents',
    'search:web: db',
    'finding:CN204:0123456789abcdef',
  ])('%s comes back as it was', (word) => {
    const overlay = readOverlay(word);
    expect(overlay === null ? null : overlayText(overlay)).toBe(word);
  });

  it.each([
    '',
    'reach',
    'reach:',
    'blast:',
    'blast:web:x',
    'isolate',
    'needs:web',
    'finding:CN204',
    'finding:CN204:xyz',
    'constructor',
    '__proto__',
  ])('%j means none', (word) => {
    expect(readOverlay(word)).toBeNull();
  });

  it('stands in the address beside other things, with escapes', () => {
    expect(overlayOfHash('#focus=db&overlay=reach%3Aweb')).toEqual({ kind: 'reach', service: 'web' });
    expect(overlayOfHash('#overlay=blast:web:3')).toEqual({ kind: 'blast', start: 'web', hops: 3 });
    expect(overlayOfHash('#focus=db')).toBeNull();
  });
});
