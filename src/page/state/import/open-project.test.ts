import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { fileList } from '../session/file-list.ts';
import { formatMessage } from '../session/message.ts';
import { drawnAnalysis, drawnMessage, drawnSession, hostStacks } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { type ChosenFiles, chosenFiles } from './dropped-files.ts';
import { importFiles } from './import-files.ts';
import { importText } from './open-project.ts';

function refused(text: string) {
  const work = createWorkStore(ruleBook);
  const message = importText(work, 'compose.yaml', text);
  return { work, message };
}

describe('importText', () => {
  it.each([
    ['an empty file', ''],
    ['white space', ' \n\n'],
    ['a list', '- one\n- two\n'],
    ['words', 'hello world\n'],
    ['a tab', 'services:\n\tweb:\n'],
    ['an open bracket', 'services:\n  web: [\n'],
  ])('says what is wrong with %s and keeps its text', (_, text) => {
    const { work, message } = refused(text);
    expect(message?.text.length).toBeGreaterThan(5);
    expect(message?.advice.length).toBeGreaterThan(5);
    expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).toBe(text);
    expect(drawnMessage(work.getState())).toBe(message);
  });

  it('names the line', () => {
    const { message } = refused('services:\n  web:\n    image: "nginx\n');
    expect(message?.line).toBeGreaterThanOrEqual(3);
  });

  it('refuses more than 5,000 services before parsing, and keeps the text', () => {
    const services = Array.from({ length: 5001 }, (_, at) => `  s${at}:\n    image: a\n`).join('');
    const text = `services:\n${services}`;
    const { work, message } = refused(text);
    expect(message?.line).toBeNull();
    expect(message === null ? '' : formatMessage(message)).toContain('5000');
    expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).toBe(text);
  });

  it('opens CRLF with a byte order mark unchanged', () => {
    const text = '\uFEFFservices:\r\n  web:\r\n    image: nginx\r\n';
    const { work, message } = refused(text);
    expect(message).toBeNull();
    expect(drawnSession(work.getState())?.workspace.files[0]?.document.text).toBe(text);
    expect(drawnAnalysis(work.getState())?.topology.services.has('web')).toBe(true);
  });
});

describe('importFiles', () => {
  const named = (...files: readonly [string, string][]) =>
    chosenFiles(files.map(([name, text]) => new File([text], name)));

  it('opens several files as one project, with the variables beside them', async () => {
    const work = createWorkStore(ruleBook);
    const opened = await importFiles(
      work,
      named(
        ['.env', 'TAG=2\nCOMPOSE_PROFILES=dev\nCOMPOSE_PROJECT_NAME=shop\n'],
        ['compose.override.yaml', 'services:\n  web:\n    image: "nginx:${TAG}"\n'],
        ['docker-compose.yml', 'services:\n  web:\n    networks: [front]\nnetworks:\n  front:\n'],
      ),
    );
    expect(opened).toEqual({
      file: 'docker-compose.yml',
      message: null,
      handles: new Map(),
      files: ['docker-compose.yml', 'compose.override.yaml'],
    });
    const session = drawnSession(work.getState());
    const { options, nameFrom } = work.getState();
    expect(session?.workspace.topology.services.get('web')?.image).toBe('nginx:2');
    expect([options.project, nameFrom, options.profiles]).toEqual(['shop', 'environment', ['dev']]);
  });

  it('takes of a folder what Compose would, and knows its name', async () => {
    const work = createWorkStore(ruleBook);
    const file = new File(['services:\n  web: { image: x }\n'], 'compose.yaml');
    const other = new File(['services:\n  far: { image: x }\n'], 'prod.yaml');
    const files = [
      { path: 'compose.yaml', file },
      { path: 'prod.yaml', file: other },
    ];
    await importFiles(work, { files, folder: 'My Shop' });
    const session = drawnSession(work.getState());
    const { options, nameFrom } = work.getState();
    expect(session?.workspace.input.order).toEqual(['compose.yaml']);
    expect([options.project, nameFrom]).toEqual(['myshop', 'folder']);
    const none = await importFiles(work, { files: [{ path: 'prod.yaml', file: other }], folder: 'x' });
    expect(none?.message?.text).toContain('no file with a default name');
  });

  const web = 'services:\n  app: { image: "web:${TAG}" }\n  cache: { image: c }\n';
  const db = 'services:\n  app: { image: db }\n  backup: { image: b }\n';
  const twoFolders = (): ChosenFiles => ({
    files: Object.entries({
      'web/compose.yaml': web,
      'web/.env': 'TAG=7\n',
      'db/compose.yaml': db,
      'db/.env': 'TAG=9\n',
      'traefik/fileConfig.yml': 'http:\n  services:\n    app: {}\n',
    }).map(([path, text]) => ({ path, file: new File([text], path) })),
    folder: null,
  });

  it('reads the stacks of two folders as a host, each with its own variables', async () => {
    const work = createWorkStore(ruleBook);
    const read = await importFiles(work, twoFolders());
    const { stacks = [], leftOut, name } = read?.host ?? {};
    expect(stacks.map(({ dir }) => dir)).toEqual(['db', 'web']);
    expect([leftOut, name]).toEqual([['traefik/fileConfig.yml'], null]);
    expect(drawnSession(work.getState())).toBeNull();
    const web = stacks[1]?.session.workspace;
    expect([...(web?.topology.services.keys() ?? [])]).toEqual(['app', 'cache']);
    expect(web?.topology.services.get('app')?.image).toBe('web:7');
    expect([...(web?.input.texts.keys() ?? [])]).toEqual(['web/compose.yaml', 'web/.env']);
  });

  it('does so for the parent folder of stacks, too, and merges only when asked to', async () => {
    const work = createWorkStore(ruleBook);
    const parent = { ...twoFolders(), folder: 'stacks' };
    const read = await importFiles(work, parent);
    expect(read?.host?.stacks).toHaveLength(2);
    expect(read?.host?.name).toBe('stacks');
    const merged = await importFiles(work, parent, 'merge');
    expect(merged?.files).toEqual(['db/compose.yaml', 'web/compose.yaml']);
    expect(merged?.leftOut).toEqual(['traefik/fileConfig.yml']);
  });

  it('counts what a stack includes or extends as a part of it', async () => {
    const files = {
      'a/compose.yaml': 'include: [inner/compose.yaml]\nservices:\n  x: { image: x }\n',
      'a/inner/compose.yaml': db,
      'b/compose.yaml': web,
    };
    const read = await importFiles(createWorkStore(ruleBook), {
      files: Object.entries(files).map(([path, text]) => ({ path, file: new File([text], path) })),
      folder: 'home',
    });
    expect(read?.host?.stacks.map(({ dir }) => dir)).toEqual(['a', 'b']);
    expect([...(read?.host?.stacks[0]?.session.workspace.topology.services.keys() ?? [])].sort()).toEqual([
      'app',
      'backup',
      'x',
    ]);
  });

  it('adds a single stack to a host that is open, and a file that one of its stacks asks for', async () => {
    const work = createWorkStore(ruleBook);
    const first = await importFiles(work, twoFolders());
    if (first?.host) work.openHost(first.host);
    const main = 'services:\n  web:\n    extends: { file: lib/base.yaml, service: base }\n';
    const wiki = {
      files: [{ path: 'compose.yaml', file: new File([main], 'compose.yaml') }],
      folder: 'wiki',
    };
    const read = await importFiles(work, wiki, null, 'host');
    expect(read?.host?.stacks.map(({ dir }) => dir)).toEqual(['wiki']);
    if (read?.host) work.addStacks(read.host);
    expect(hostStacks(work.getState()).map(({ id }) => id)).toEqual(['db', 'web', 'wiki']);
    await importFiles(work, named(['base.yaml', 'services:\n  base:\n    image: b\n']), null, 'host');
    const added = hostStacks(work.getState())[2]?.session.workspace;
    expect(added?.missing).toEqual([]);
    expect(added?.topology.services.get('web')?.image).toBe('b');
  });

  it('asks for files of one folder that say different names', async () => {
    const asked = await importFiles(
      createWorkStore(ruleBook),
      named(
        ['a.yaml', 'name: a\nservices: { x: { image: x } }\n'],
        ['b.yaml', 'name: b\nservices: { x: { image: y } }\n'],
      ),
    );
    expect(asked?.choice?.stacks).toEqual([
      { dir: null, files: ['a.yaml'] },
      { dir: null, files: ['b.yaml'] },
    ]);
  });

  it('opens the one stack among files that are none of Compose, and says which they are', async () => {
    const work = createWorkStore(ruleBook);
    const files = named(['compose.yaml', web], ['fileConfig.yml', 'http:\n  routers: {}\n']);
    const opened = await importFiles(work, files);
    expect([opened?.files, opened?.leftOut]).toEqual([['compose.yaml'], ['fileConfig.yml']]);
    const session = drawnSession(work.getState());
    const parts = session ? fileList(session).map(({ file, part }) => `${file} ${part}`) : [];
    // What services may mount is kept out of the project, and so out of drafts and links.
    expect(parts).toEqual(['compose.yaml main']);
  });

  it('does not take two files of one name for one', async () => {
    const work = createWorkStore(ruleBook);
    const opened = await importFiles(work, named(['compose.yaml', web], ['compose.yaml', db]));
    expect(opened?.message?.text).toContain('two files have this name');
    expect(drawnSession(work.getState())).toBeNull();
  });

  it('adds a file that the open project asks for', async () => {
    const work = createWorkStore(ruleBook);
    const main = 'services:\n  web:\n    extends: { file: lib/base.yaml, service: base }\n';
    await importFiles(work, named(['compose.yaml', main]));
    expect(drawnSession(work.getState())?.workspace.missing.map(({ file }) => file)).toEqual([
      'lib/base.yaml',
    ]);
    await importFiles(work, named(['base.yaml', 'services:\n  base:\n    image: b\n']));
    expect(drawnSession(work.getState())?.workspace.missing).toEqual([]);
    expect(drawnAnalysis(work.getState())?.topology.services.get('web')?.image).toBe('b');
  });

  it('keeps what is open when the chosen file is binary', async () => {
    const work = createWorkStore(ruleBook);
    importText(work, 'compose.yaml', 'services:\n  web:\n    image: nginx\n');
    const before = drawnSession(work.getState());
    const opened = await importFiles(
      work,
      chosenFiles([new File([new Uint8Array([0, 1, 2])], 'compose.yaml')]),
    );
    expect(opened?.message?.text).toContain('binary');
    expect(drawnSession(work.getState())).toBe(before);
    expect(drawnMessage(work.getState())).toBe(opened?.message);
  });

  it('has nothing to do without files', async () => {
    expect(await importFiles(createWorkStore(ruleBook), chosenFiles([]))).toBeNull();
  });
});
