import { describe, expect, it } from 'vitest';
import { call, shop } from '../testing/call.ts';

describe('export', () => {
  it('gives an unedited file back byte for byte', async () => {
    const text = `\uFEFF${shop.replaceAll('\n', '\r\n').trimEnd()}`;
    const { code, out, err } = await call(['export', '--to', 'compose', '-'], { stdin: text });
    expect({ code, out, err }).toEqual({ code: 0, out: text, err: '' });
  });

  it('draws a flowchart', async () => {
    expect((await call(['export', '--to', 'mermaid'])).out).toMatch(/^flowchart /);
  });
});
