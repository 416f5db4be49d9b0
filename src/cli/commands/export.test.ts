import { describe, expect, it } from 'vitest';
import { call, shop, withShop } from '../testing/call.ts';

describe('export', () => {
  it('gives an unedited file back byte for byte', async () => {
    const text = `\uFEFF${shop.replaceAll('\n', '\r\n').trimEnd()}`;
    const { code, out, err } = await call(['export', '--to', 'compose', '-'], { stdin: text });
    expect({ code, out, err }).toEqual({ code: 0, out: text, err: '' });
  });

  it('draws a flowchart', async () => {
    expect((await call(['export', '--to', 'mermaid'])).out).toMatch(/^flowchart /);
  });

  it('draws a picture, with the text of the files only where asked for', async () => {
    const { code, out } = await call(['export', '--to', 'svg']);
    expect({ code, start: out.slice(0, 4), end: out.slice(-7) }).toEqual({
      code: 0,
      start: '<svg',
      end: '</svg>\n',
    });
    expect(out).toContain('>web</text>');
    expect(out).not.toContain('# keep');
    const machine = withShop({ '/shop/.env': 'TOKEN=hunter2\n' });
    const embedded = await call(['export', '--to', 'svg', '--theme', 'dark', '--embed-text'], machine);
    expect(embedded.out).toContain('<file name="compose.yaml">services:\n  web:');
    expect(embedded.out).toContain('fill="#121922"');
    expect(embedded.out).not.toContain('hunter2');
  });

  it('reports in Markdown', async () => {
    const { code, out } = await call(['export', '--to', 'markdown']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Networks of `shop`\n\n## Services\n/);
    expect(out).toContain('| `db` | internal | `back` | no | no | – |\n');
  });

  it.each([
    [
      ['--to', 'png'],
      '--to png: no such format. Use compose, svg, mermaid, markdown, swarm or kubernetes.\n',
    ],
    [['--to', 'svg', '--theme', 'blue'], '--theme blue: no such theme. Use light or dark.\n'],
    [['--to', 'markdown', '--embed-text'], '--embed-text is for --to svg alone.\n'],
  ])('%j is a wrong call', async (words, message) => {
    const { code, out, err } = await call(['export', ...words]);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: message });
  });
});
