import { describe, expect, it } from 'vitest';
import { call } from '../../testing/call.ts';
import { appStack, hostFiles } from '../../testing/host-files.ts';

const machine = { files: hostFiles, cwd: '/srv' };

describe('export --host', () => {
  it('writes a report of all stacks', async () => {
    const { code, out } = await call(['export', '--host', '--to', 'markdown'], machine);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Networks of a host\n\n3 stacks, 5 active services\.\n\n## Stacks\n\n/);
    expect(out).toContain('| `traefik` | `traefik` | 1 | 80 |\n');
    expect(out).toContain('| `proxy` | `traefik` | no | `blog/ghost`, `traefik/traefik`, `wiki/wikijs` |\n');
    expect(out).toContain('- `blog/ghost` → `traefik/traefik`, `wiki/wikijs`\n');
    expect(out).toContain('\n### `wiki`\n\n| service |');
    expect(out).toContain('; 4 of 4 facts unknown in it alone are known here\n');
    expect(out).not.toContain('DB_HOST');
  });

  it('names the findings of its stacks', async () => {
    const wiki = appStack('wikijs').replace('    environment', '    privileged: true\n    environment');
    const files = { ...hostFiles, '/srv/wiki/compose.yaml': wiki };
    const { out } = await call(['export', '--host', '--to', 'markdown'], { ...machine, files });
    expect(out).toContain('- **error** CN501 privileged-container: `wikijs` (`wiki/compose.yaml:5`)\n');
  });

  it('draws the flowchart of reach', async () => {
    const { out } = await call(['export', '--host', '--to', 'mermaid'], machine);
    expect(out).toBe((await call(['reach', '--host', '--format', 'mermaid'], machine)).out);
  });

  it('draws the map of all stacks, titled by the folder', async () => {
    const { code, out } = await call(['export', '--host', '--to', 'svg', '--theme', 'dark'], machine);
    expect(code).toBe(0);
    expect(out.startsWith('<svg ')).toBe(true);
    expect(out.endsWith('</svg>\n')).toBe(true);
    for (const word of ['srv', 'traefik', 'blog', 'wiki', 'proxy']) expect(out).toContain(`${word}</text>`);
  });

  it.each([
    [['--to', 'compose'], '--to compose: not a format for a whole host. Use markdown, mermaid, svg, html'],
    [['--to', 'svg', '--embed-text'], '--embed-text embeds the files of one project; it does not w'],
    [['--to', 'svg', '--theme', 'pink'], '--theme pink: no such theme'],
  ])('%j is a wrong call: 2', async (words, message) => {
    const { code, err } = await call(['export', '--host', ...words], machine);
    expect({ code, err: err.slice(0, message.length) }).toEqual({ code: 2, err: message });
  });
});
