import { describe, expect, it } from 'vitest';
import { visible, visibleLines, visibleStart } from './visible-text.ts';

describe('visible', () => {
  it.each([
    ['\u001b[31mred', '\\u001b[31mred'],
    ['a\u0000b\u0007c\u007fd', 'a\\u0000b\\u0007c\\u007fd'],
    ['one\ntwo\r\tthree', 'one\\ntwo\\r\\tthree'],
    ['\u009b31m\u0085', '\\u009b31m\\u0085'],
    ['\u202egpj\u2066x\u2069\u200f\u061c', '\\u202egpj\\u2066x\\u2069\\u200f\\u061c'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\ud800 \udc00', '\\ud800 \\udc00'],
    ['ad\u200bmin\u2060\ufeff', 'ad\\u200bmin\\u2060\\ufeff'],
    ['ad\u200dm\u200cin', 'ad\\u200dm\\u200cin'],
    ['a\u00ad\u034f\u115f\u3164\uffa0b', 'a\\u00ad\\u034f\\u115f\\u3164\\uffa0b'],
    ['a\u{e0041}\ufff9b\ufe0f', 'a\\udb40\\udc41\\ufff9b\\ufe0f'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves what people write: letters of any script, joined emoji, backslashes', () => {
    const text = 'café λ 数据 שלום می\u200cخواهم क्\u200dष ❤️ 1️⃣ 👩‍👩‍👧 👩🏽‍🚀 C:\\temp\\x1b `code` <b>';
    expect(visible(text)).toBe(text);
  });

  it('keeps JSON the same JSON', () => {
    const value = { 'a\u009b31m': ['\u007f\u202e\u2028', 'line\nend'] };
    expect(JSON.parse(visibleLines(JSON.stringify(value, null, 1)))).toEqual(value);
  });
});

describe('visibleLines', () => {
  it('keeps line ends and tabs, and nothing else', () => {
    expect(visibleLines('a\n\tb\r\nc\rd\u001b[2J')).toBe('a\n\tb\r\nc\\rd\\u001b[2J');
  });
});

describe('visibleStart', () => {
  it('begins no workflow command', () => {
    expect(visibleStart('::add-mask::x')).toBe('\\u003a:add-mask::x');
    expect(visibleStart(' ::stop')).toBe(' \\u003a:stop');
    expect(visibleStart('a::b :c')).toBe('a::b :c');
  });
});
