import { describe, expect, it } from 'vitest';
import { call, withShop } from '../testing/call.ts';

const base = 'services:\n  web: { image: "example/web:1" }\n';
const other = 'services:\n  db: { image: "postgres:16" }\n';
const machine = withShop({ '/shop/base.yaml': base, '/other/db.yaml': other });

describe('-f', () => {
  it('names the files of one project in order, also of different folders, for every command about one', async () => {
    const files = ['-f', 'base.yaml', '--file', '/other/db.yaml'];
    const { code, out } = await call(['reach', ...files, '--format', 'json'], machine);
    expect(code).toBe(0);
    expect(JSON.parse(out).assumed.files).toEqual(['base.yaml', '/other/db.yaml']);
    expect(Object.keys(JSON.parse(out).services)).toEqual(['web', 'db']);
    expect((await call(['explain', ...files, 'web', 'db'], machine)).out).toMatch(/^web reaches db: /);
    expect((await call(['edit', ...files, 'user=web:1000'], machine)).out).toContain('user: "1000"');
    expect((await call(['export', '--to', 'mermaid', ...files], machine)).out).toContain('db');
    expect((await call(['check', '-f', '-'], { stdin: base })).code).toBe(0);
    expect((await call(['diff', '--engine-to', 'podman', ...files], machine)).code).not.toBe(2);
  });

  it('goes with nothing that names files in another way', async () => {
    for (const [words, why] of [
      [
        ['check', '-f', 'base.yaml', 'compose.yaml'],
        '-f and compose.yaml: some files are given by -f and some without',
      ],
      [['explain', '-f', 'base.yaml', 'compose.yaml', 'web', 'db'], '-f and compose.yaml'],
      [['edit', '-f', 'base.yaml', 'compose.yaml', 'user=web:1'], '-f and compose.yaml'],
      [['check', '-f', '.'], '-f .: this is a folder'],
      [['check', '--host', '-f', 'base.yaml'], 'it cannot be combined with --host'],
      [['check', '--each', '-f', 'base.yaml'], 'it cannot be combined with --each'],
      [['diff', '-f', 'base.yaml', '-f', 'compose.yaml'], '-f names the files of one version'],
    ] as const) {
      const { code, out, err } = await call(words, machine);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(why);
    }
  });
});

describe('help', () => {
  it('is said by -h, --help and help, of the program and of a command; -v says the version', async () => {
    const { code, out } = await call(['--help']);
    expect(code).toBe(0);
    for (const words of [['-h'], ['help']]) expect(await call(words)).toMatchObject({ code: 0, out });
    const ofCheck = (await call(['check', '--help'])).out;
    expect(ofCheck).toMatch(/^Usage: bulkhead check /);
    for (const words of [
      ['check', '-h'],
      ['help', 'check'],
    ])
      expect(await call(words)).toMatchObject({ code: 0, out: ofCheck });
    expect((await call(['-v'])).out).toBe((await call(['--version'])).out);
    expect(await call(['help', 'chekc'])).toMatchObject({ code: 2, out: '' });
  });

  it('of edit lists every operation', async () => {
    for (const words of [
      ['edit', '--help'],
      ['help', 'edit'],
    ]) {
      const { out } = await call(words);
      expect(out).toContain('\n  attach=SERVICE:NETWORK[:shared]\n');
      expect(out).toContain('\n  at-anchor=OPERATION ');
    }
  });
});
