// What the server follows and reports, in the protocol as a client speaks it: the library's own client connection at the other end of
// the pipe.

import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { projectRequest } from './language-project.ts';
import { compose, machine, main, override, some, start, store } from './testing/edited-shop.ts';
import { startEditor } from './testing/start-editor.ts';

describe('diagnostics', () => {
  it('come with the file, for every file of the project, and follow what is typed', async () => {
    const editor = await start();
    const first = await editor.diagnosed(some);
    expect(first.filter((one) => one.includes('CN101'))).toEqual([
      expect.stringMatching(/^8 CN101 "8080:80": /),
    ]);
    await editor.type('"8080:80"', '"127.0.0.1:8080:80"');
    const second = await editor.diagnosed((list) => !list.some((one) => one.includes('CN101')));
    expect(second).not.toEqual(first);
    expect(editor.registered).toEqual(['workspace/didChangeWatchedFiles']);
  });

  it('say what cannot be read, on its line, and nothing that belongs to an older text', async () => {
    const editor = await start();
    await editor.diagnosed(some);
    await editor.type('networks: [front, back]', 'networks: [front, back');
    const broken = await editor.diagnosed((list) => list.every((one) => one.includes(' - ')));
    expect(broken.length).toBeGreaterThan(0);
    await editor.type('networks: [front, back', 'networks: [front, back]');
    await editor.diagnosed((list) => list.some((one) => one.includes('CN101')));
  });

  it('are none for YAML that is not Compose', async () => {
    const files = { ...machine.files, '/shop/.github/workflows/ci.yml': 'on: push\njobs: {}\n' };
    const editor = await startEditor({ files }, '/shop/.github/workflows/ci.yml', { root: '/shop' });
    expect(await editor.symbols()).toBe(null);
    expect(await editor.hover('jobs')).toBe(null);
    expect(editor.diagnosticsOf()).toEqual([]);
  });

  it('say why a file cannot be read at all', async () => {
    const files = { '/shop/compose.yaml': 'include: [other.yaml]\n', '/shop/other.yaml': 'a: \u0000' };
    const editor = await startEditor({ files }, main, { root: '/shop' });
    const [why] = await editor.diagnosed(some);
    expect(why).toContain('other.yaml:1:4: byte 3 is zero');
  });
});

describe('the project of a file', () => {
  it("has no variable of the editor's environment", async () => {
    const text = compose.replace('nginx:1.27', 'nginx:$TOKEN');
    const files = { ...machine.files, '/shop/compose.yaml': text };
    const editor = await startEditor({ files, env: { TOKEN: 'canary' } }, main, { root: '/shop' });
    const shown = [await editor.diagnosed(some), await editor.hover('TOKEN'), await editor.hover('web')];
    shown.push(await editor.client.sendRequest(projectRequest, { uri: `file://${main}` }));
    expect(JSON.stringify(shown)).not.toContain('canary');
    expect(JSON.stringify(shown)).toContain('TOKEN has no value');
  });

  it('is returned as a page needs it, and nothing of Compose is none', async () => {
    const files = { ...machine.files, '/shop/.env': 'TAG=1\nSECRET=2\n', '/shop/notes.yaml': 'a: 1\n' };
    const text = compose.replace('nginx:1.27', 'nginx:$TAG');
    const editor = await startEditor({ files: { ...files, '/shop/compose.yaml': text } }, main, {
      root: '/shop',
    });
    const ask = (path: string) => editor.client.sendRequest(projectRequest, { uri: `file://${path}` });
    expect(await ask(main)).toEqual({
      folder: 'file:///shop',
      files: ['compose.yaml', 'compose.override.yaml', 'store/compose.yaml', 'store/common.yaml'],
      variables: '.env',
      order: ['compose.yaml', 'compose.override.yaml'],
      environment: [['TAG', '1']],
      profiles: [],
      engine: defaultReachOptions.engine.text,
      userlandProxy: true,
      directRouting: false,
      ipv6Default: false,
      firewallBackend: 'iptables',
      rootless: false,
    });
    await editor.open('/shop/notes.yaml');
    expect(await ask('/shop/notes.yaml')).toBeNull();
  });
});

it('serves an editor that refuses what it is asked for', async () => {
  const editor = await startEditor(machine, '/shop/compose.yaml', { refuses: true });
  await expect.poll(() => editor.messages.join()).toMatch(/refused by the editor: .*no watcher to be had/);
  await editor.diagnosed((list) => list.length > 0);
});

describe('the files of an editor', () => {
  it('go before those on the disk, until they are closed', async () => {
    const editor = await start();
    await editor.open('/shop/store/compose.yaml', store.replace('  db:', '  base:'));
    expect(await editor.definition('depends_on: [d¦b]')).toEqual([]);
    await editor.close('/shop/store/compose.yaml');
    expect(await editor.definition('depends_on: [d¦b]')).toEqual(['/shop/store/compose.yaml:2:3 db']);
  });

  it('belong to the outermost project of the folder that is open', async () => {
    const editor = await start('/shop/store/compose.yaml');
    expect(await editor.references('d¦b:\n', false, '/shop/store/compose.yaml')).toEqual([
      '/shop/compose.yaml:18:18 db',
      '/shop/store/compose.yaml:9:18 db',
    ]);
    const alone = await startEditor(machine, '/shop/store/compose.yaml');
    expect(await alone.references('d¦b:\n', false, '/shop/store/compose.yaml')).toEqual([
      '/shop/store/compose.yaml:9:18 db',
    ]);
  });

  it('may be begun anew after they were emptied', async () => {
    const editor = await start();
    await editor.open('/shop/compose.override.yaml', override);
    await editor.type(override, '', '/shop/compose.override.yaml');
    expect(await editor.definition('- a¦pi')).toEqual(['/shop/compose.yaml:11:3 api']);
    await editor.type('', override, '/shop/compose.override.yaml');
    expect(await editor.definition('- a¦pi')).toHaveLength(2);
  });
});
