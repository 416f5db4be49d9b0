import { describe, expect, it } from 'vitest';
import { decodeText } from './read-text.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('decodeText', () => {
  it('keeps a byte order mark, line ends and everything else', () => {
    const text = '\uFEFFservices:\r\n  wéb: {}\n\r# 🐳';
    expect(decodeText('f', bytes(text))).toBe(text);
  });

  it('names line, column and byte of what is not UTF-8', () => {
    expect(() => decodeText('f.yaml', bytes('a: 1\nb: ', [0xff], '\n'))).toThrow(
      'f.yaml:2:4: byte 8 is not UTF-8. Save the file as UTF-8',
    );
  });

  it('names a character that is cut at the end', () => {
    expect(() => decodeText('f', bytes('ab', [0xc3]))).toThrow('f:1:');
  });

  it('refuses binary and UTF-16 by name', () => {
    expect(() => decodeText('f', bytes('\x7fELF', [0, 1]))).toThrow('f:1:5: byte 4 is zero: this is binary');
    expect(() => decodeText('f', bytes([0xff, 0xfe], 'a\0'))).toThrow('f:1:1: this is UTF-16');
  });
});
