import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { svgDocument } from '../../../core/export/svg/svg-document.ts';
import { svgScene } from '../../../core/export/svg/svg-scene.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { pictureTexts, putPngText, readPngText } from './picture-texts.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const files = new Map([
  ['a<"&>.yaml', '\uFEFFservices: # <b> & "c" &amp; &#13;\r\n  web: {}\r'],
  ['__proto__', ''],
]);

/** Returns a picture that holds `texts`. */
function svg(texts: ReadonlyMap<string, string> | null): string {
  const analysis = analyze(openAlone('services:\n  web:\n    image: nginx\n'), defaultReachOptions);
  return svgDocument(svgScene(analysis), analysis, { title: 'shop', theme: 'light', texts });
}

describe('the files in a picture', () => {
  it('come back out of an SVG byte for byte, in their order', () => {
    expect([...pictureTexts('shop.svg', bytes(svg(files)))]).toEqual([...files]);
  });

  it('are none where it was drawn without them, cut, or by another program', () => {
    expect(pictureTexts('a.svg', bytes(svg(null))).size).toBe(0);
    const whole = svg(files);
    expect(pictureTexts('a.svg', bytes(whole.slice(0, whole.indexOf('</compose>')))).size).toBe(0);
    expect(pictureTexts('a.svg', bytes('<svg><script>alert(1)</script></svg>')).size).toBe(0);
  });

  it('come back out of a PNG only where it holds files', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
    const whole = putPngText(png, JSON.stringify([...files]));
    expect([...pictureTexts('a.PNG', whole)]).toEqual([...files]);
    for (const bad of ['', '{', '{"a":"b"}', '[["a",1]]', '[["a","b"],["a","c"]]'])
      expect(pictureTexts('a.png', putPngText(png, bad)).size).toBe(0);
  });
});

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
