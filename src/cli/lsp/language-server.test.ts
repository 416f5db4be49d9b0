// The protocol as a client speaks it: the library's own client connection at the other end of the pipe.

import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { projectRequest } from './features/project.ts';
import { startEditor } from './testing/start-editor.ts';

const compose = `include:
  - store/compose.yaml
services:
  web:
    image: nginx:1.27
    networks: [front, back]
    ports:
      - "8080:80"
    depends_on:
      - api
  api:
    image: example/api:1
    environment:
      DATABASE_URL: postgres://db:5432/shop
    networks:
      back:
        aliases: [backend]
    depends_on: [db]
networks:
  front:
  back:
    internal: true
`;
const override = `services:
  api:
    depends_on:
      web: { condition: service_started }
    network_mode: !reset null
  admin:
    image: example/admin:1
    network_mode: service:api
`;
const store = `services:
  db:
    image: postgres:16
    networks: [data]
  backup:
    image: example/backup:1
    extends: { file: common.yaml, service: base }
    networks: [data]
    depends_on: [db]
networks:
  data:
`;
const common = `services:
  base:
    image: example/base:1
    cap_drop: [ALL]
`;

const machine = {
  files: {
    '/shop/compose.yaml': compose,
    '/shop/compose.override.yaml': override,
    '/shop/store/compose.yaml': store,
    '/shop/store/common.yaml': common,
  },
};
const main = '/shop/compose.yaml';
const start = (file = main, more = {}) => startEditor(machine, file, { root: '/shop', ...more });
const some = (list: readonly string[]) => list.length > 0;

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
      rootless: false,
    });
    await editor.open('/shop/notes.yaml');
    expect(await ask('/shop/notes.yaml')).toBeNull();
  });
});

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
    await expect(editor.resolve(action ?? { title: '' })).rejects.toThrow('not there any more');
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
    expect(declared).toContain('- Ways in: `8080/tcp`');
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
    await expect(editor.rename('ima¦ge:', 'x')).rejects.toThrow('no service or network is named here');
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
    expect(why).toContain('web is reached by api, admin\nover the host by db, backup\n');
    expect(why).toContain('compose.yaml:8');
    expect(editor.messages.some((message) => message === why)).toBe(true);
    await expect(editor.execute('bulkhead.nothing', [])).rejects.toThrow();
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
