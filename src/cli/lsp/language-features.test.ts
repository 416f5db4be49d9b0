// What an editor asks for at a place of a file, in the protocol as a client speaks it.

import { describe, expect, it } from 'vitest';
import { common, compose, main, override, some, start, store } from './testing/edited-shop.ts';
import { startEditor } from './testing/start-editor.ts';

describe('code actions', () => {
  it('are the fixes of a line, planned when one is chosen, with what they open and close', async () => {
    const editor = await start();
    const actions = await editor.actions('"8080¦:80"', ['quickfix']);
    const [bind] = actions.filter(({ title }) => /127\.0\.0\.1|loopback/i.test(title));
    expect(bind?.edit).toBeUndefined();
    expect(bind?.diagnostics?.[0]?.code).toBe('CN101');
    const resolved = await editor.resolve(bind ?? { title: '' });
    expect(editor.after(resolved.edit).get(main)).toBe(compose.replace('"8080:80"', '"127.0.0.1:8080:80"'));
    const [annotation] = Object.values(resolved.edit?.changeAnnotations ?? {});
    expect(annotation).toMatchObject({ needsConfirmation: true });
    expect(annotation?.description).toContain('- outside reaches web');
  });

  it('come with their edit for an editor that does not ask for it', async () => {
    const editor = await start(main, { capabilities: {} });
    const actions = await editor.actions('"8080¦:80"', ['quickfix']);
    expect(actions.length).toBeGreaterThan(0);
    for (const { edit } of actions) expect(Object.keys(edit?.changes ?? {})).toEqual([editor.uri]);
  });

  it('change what is there now, not what was there when they were listed', async () => {
    const editor = await start();
    const [action] = await editor.actions('"8080¦:80"', ['quickfix']);
    await editor.type('"8080:80"', '"127.0.0.1:8080:80"');
    await expect(editor.resolve(action ?? { title: '' })).rejects.toThrow('no longer exists');
  });

  it('mend all that is safe, in several files', async () => {
    const files = {
      [main]: `${compose}  spare:\n`,
      '/shop/compose.override.yaml': override.replace('  api:\n', '  api:\n    ports: ["9000:9000"]\n'),
      '/shop/store/compose.yaml': store,
      '/shop/store/common.yaml': common,
    };
    const editor = await startEditor({ files }, main, { root: '/shop' });
    const [all] = await editor.actions('services', ['source.fixAll']);
    const changed = editor.after(all?.edit);
    expect(changed.get(main)).toBe(compose);
    expect(changed.get('/shop/compose.override.yaml')).toBe(override);
    expect(changed.size).toBe(2);
  });
});

describe('hover', () => {
  it('says of a service what it reaches and who reaches it, wherever its name stands', async () => {
    const editor = await start();
    const declared = await editor.hover('w¦eb:');
    expect(declared).toContain('**Service `web`**: `nginx:1.27`, bridged, on `back`, `front`');
    expect(declared).toContain('- Reaches: `api`, `admin`');
    expect(declared).toContain('- Ways in: `8080`');
    expect(await editor.hover('- a¦pi')).toContain('**Service `api`**');
  });

  it('says of a network who is on it, and of a port where it answers', async () => {
    const editor = await start();
    expect(await editor.hover('ba¦ck]')).toContain('**Network `back`**: bridge, internal');
    expect(await editor.hover('ba¦ck]')).toContain('- Members: `web`, `api`');
    const port = await editor.hover('"8080¦:80"');
    expect(port).toBe(
      '**Port `8080:80`** of `web`\n\n- `0.0.0.0:8080` → `80/tcp`: answers from outside the host',
    );
  });

  it('explains keys, and goes on while the text cannot be read', async () => {
    const editor = await start();
    expect(await editor.hover('depends¦_on')).toContain('depends_on');
    await editor.type('image: nginx:1.27', 'image: [');
    expect(await editor.hover('depends¦_on')).toContain('depends_on');
    expect(await editor.hover('nothing', '/shop/compose.yaml').catch(() => 'none')).toBe('none');
  });
});

describe('completion', () => {
  it('offers services, networks, aliases and capabilities, each with the text it writes', async () => {
    const editor = await start();
    const labels = async (part: string) => (await editor.complete(part)).map(({ label }) => label);
    await editor.type('      - api\n', '      - api\n      - \n    cap_add: [NET]\n');
    expect(await labels('- api\n      - ¦')).toEqual(['db', 'backup', 'api', 'admin']);
    expect(await labels('[front, ¦back]')).toEqual(['data', 'front', 'back']);
    expect(await labels('cap_add: [NET¦]')).toContain('NET_ADMIN');
    expect(await labels('aliases: [¦backend]')).toEqual(['backend']);
    const [service] = await editor.complete('depends_on: [¦db]');
    expect(service?.textEdit).toMatchObject({ newText: 'db' });
    expect(service?.detail).toContain('postgres:16');
  });
});

describe('definition and references', () => {
  it('lead to a service of an included file, and to every override of one', async () => {
    const editor = await start();
    expect(await editor.definition('depends_on: [d¦b]')).toEqual(['/shop/store/compose.yaml:2:3 db']);
    expect(await editor.definition('- a¦pi')).toEqual([
      '/shop/compose.yaml:11:3 api',
      '/shop/compose.override.yaml:2:3 api',
    ]);
  });

  it('lead to what a service extends in another file, and back', async () => {
    const editor = await start('/shop/store/compose.yaml');
    expect(await editor.definition('service: b¦ase', '/shop/store/compose.yaml')).toEqual([
      '/shop/store/common.yaml:2:3 base',
    ]);
    await editor.open('/shop/store/common.yaml');
    expect(await editor.references('ba¦se:', true, '/shop/store/common.yaml')).toEqual([
      '/shop/store/common.yaml:2:3 base',
      '/shop/store/compose.yaml:7:44 base',
    ]);
  });

  it('find every place of a name, in all files, with and without its declarations', async () => {
    const editor = await start();
    const uses = ['/shop/compose.yaml:10:9 api', '/shop/compose.override.yaml:8:27 api'];
    expect(await editor.references('a¦pi:\n', false)).toEqual(uses);
    expect(await editor.references('a¦pi:\n')).toHaveLength(4);
    expect(await editor.references('ba¦ck:\n    internal')).toEqual([
      '/shop/compose.yaml:6:23 back',
      '/shop/compose.yaml:16:7 back',
      '/shop/compose.yaml:21:3 back',
    ]);
  });
});

describe('rename', () => {
  it('takes along all that follows, in files that are open and that are not', async () => {
    const editor = await start();
    expect(await editor.prepareRename('depends_on: [d¦b]')).toMatchObject({ placeholder: 'db' });
    const changed = editor.after(await editor.rename('depends_on: [d¦b]', 'database'));
    expect(changed.get(main)).toBe(
      compose.replace('postgres://db', 'postgres://database').replace('[db]', '[database]'),
    );
    expect(changed.get('/shop/store/compose.yaml')).toBe(
      store.replace('  db:', '  database:').replace('[db]', '[database]'),
    );
    expect(changed.size).toBe(2);
  });

  it('renames a network', async () => {
    const editor = await start();
    const changed = editor.after(await editor.rename('ba¦ck:\n    internal', 'inner'));
    expect(changed.get(main)).toBe(
      compose.replace('[front, back]', '[front, inner]').replaceAll('  back:', '  inner:'),
    );
  });

  it('is made on what is on the disk now', async () => {
    const editor = await start();
    await editor.diagnosed(some);
    const newer = `# written by others\n${store}`;
    editor.io.files.set('/shop/store/compose.yaml', new TextEncoder().encode(newer));
    const changed = editor.after(await editor.rename('depends_on: [d¦b]', 'database'));
    expect(changed.get('/shop/store/compose.yaml')).toBe(
      newer.replace('  db:', '  database:').replace('[db]', '[database]'),
    );
  });

  it('says why it is refused', async () => {
    const editor = await start();
    await expect(editor.rename('a¦pi:\n', 'web')).rejects.toThrow('there is a service "web" already');
    await expect(editor.rename('a¦pi:\n', 'no way')).rejects.toThrow('is no name');
    await expect(editor.rename('ima¦ge:', 'x')).rejects.toThrow('there is no service or network name here');
  });
});

describe('outline and lenses', () => {
  it('list services and networks below their keys', async () => {
    const editor = await start();
    const symbols = (await editor.symbols()) ?? [];
    expect(
      symbols.map((one) => [one.name, 'children' in one ? one.children?.map(({ name }) => name) : []]),
    ).toEqual([
      ['include', []],
      ['services', ['web', 'api']],
      ['networks', ['front', 'back']],
    ]);
  });

  it('say who reaches a service, and why the outside does', async () => {
    const editor = await start();
    const lenses = await editor.lenses();
    expect(lenses.map(({ command }) => command?.title)).toEqual([
      '4 reach it · open to outside · why',
      '2 reach it · closed to outside · why',
    ]);
    const { command = 'none', arguments: args = [] } = lenses[0]?.command ?? {};
    const why = await editor.execute(command, args);
    expect(why).toContain('web is reached by api, admin\nthrough the host by db, backup\n');
    expect(why).toContain('compose.yaml:8');
    expect(editor.messages.some((message) => message === why)).toBe(true);
    await expect(editor.execute('bulkhead.nothing', [])).rejects.toThrow();
  });
});
