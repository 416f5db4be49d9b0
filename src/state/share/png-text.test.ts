import { describe, expect, it } from 'vitest';
import { putPngText, readPngText } from './png-text.ts';

/** One pixel. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

describe('a text in a PNG', () => {
  it('comes back as it was put in, and all else stays', () => {
    const text = '\uFEFFservices:\r\n  "ü😀": {}\n';
    const whole = putPngText(pixel, text);
    expect(readPngText(whole)).toBe(text);
    expect(whole.subarray(0, pixel.length - 12)).toEqual(pixel.subarray(0, pixel.length - 12));
    expect(whole.subarray(-12)).toEqual(pixel.subarray(-12));
  });

  it('is none where the picture has none, is cut, or is no picture', () => {
    const whole = putPngText(pixel, 'x');
    expect(readPngText(pixel)).toBeNull();
    expect(readPngText(whole.subarray(0, pixel.length))).toBeNull();
    expect(readPngText(new Uint8Array())).toBeNull();
    expect(readPngText(new TextEncoder().encode('services: {}'))).toBeNull();
  });
});
