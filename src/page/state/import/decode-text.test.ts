import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('decodeText', () => {
  it('keeps the byte order mark and CRLF', () => {
    const text = '\uFEFFservices:\r\n  web: {}\r\n';
    expect(decodeText('compose.yaml', bytes(text))).toEqual({ ok: true, value: text });
  });

  it('refuses bytes that are not UTF-8 and names their line', () => {
    const broken = new Uint8Array([...bytes('services:\n  web:\n    image: caf'), 0xe9, ...bytes('\n')]);
    const decoded = decodeText('compose.yaml', broken);
    expect(decoded).toMatchObject({ ok: false, error: { file: 'compose.yaml', line: 3 } });
  });

  it('refuses a binary file', () => {
    const decoded = decodeText('logo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]));
    expect(decoded).toMatchObject({ ok: false, error: { text: 'this is a binary file, not text' } });
  });

  it('tells what to do about UTF-16', () => {
    const decoded = decodeText('compose.yaml', new Uint8Array([0xff, 0xfe, 0x73, 0]));
    expect(decoded).toMatchObject({ ok: false, error: { advice: 'Save it as UTF-8.' } });
  });

  it('reads an empty file as empty text', () => {
    expect(decodeText('compose.yaml', new Uint8Array())).toEqual({ ok: true, value: '' });
  });
});
