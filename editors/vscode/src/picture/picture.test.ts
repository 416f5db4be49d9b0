// A picture and its texts, with the editor in memory and a page that the test plays.

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostMessage, PageMessage } from '../../../../src/page/app/embedded/protocol.ts';
import { ColorThemeKind, editor, FakeDocument, Uri } from '../testing/fake-vscode.ts';

vi.mock('vscode', () => import('../testing/fake-vscode.ts'));

const { bindPicture } = await import('./bind-picture.ts');
const { pageHtml } = await import('./page-html.ts');
const { createStepOrder } = await import('./step-order.ts');

type Bound = Parameters<typeof bindPicture>;

const main = 'services:\n  web:\n    image: nginx:1.27\n    networks: [front]\nnetworks:\n  front:\n';
const override = 'services:\n  web:\n    networks: [front]\n';
const read = {
  order: ['compose.yaml', 'compose.override.yaml'],
  environment: [],
  profiles: [],
  engine: '28',
  userlandProxy: true,
  directRouting: false,
  ipv6Default: false,
  firewallBackend: 'iptables',
  rootless: false,
} as const;
const project = {
  ...read,
  folder: 'file:///shop',
  files: ['compose.yaml', 'compose.override.yaml'],
  variables: '.env',
} as const;

const closes: (() => void)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
  // Nobody listens to the editor any more.
  expect(Object.values(editor.events).map((event) => event.count())).toEqual(
    Object.values(editor.events).map(() => 0),
  );
});

/** The page of a picture: what it was sent, and what it sends. */
async function show(server: unknown = project, path = '/shop/compose.yaml') {
  const sent: HostMessage[] = [];
  let hear: (data: unknown) => void = () => {};
  let close: () => void = () => {};
  const text = new FakeDocument(Uri.file(path), editor.files.get(path) ?? '');
  editor.documents.set(path, text);
  editor.active = text;
  const panel = {
    active: true,
    viewColumn: 2,
    reveal: () => {
      editor.active = text;
    },
    onDidDispose: (listener: () => void) => {
      close = listener;
    },
    webview: {
      postMessage: (message: HostMessage) => sent.push(structuredClone(message)),
      onDidReceiveMessage(listener: (data: unknown) => void) {
        hear = listener;
        return { dispose: () => {} };
      },
    },
  };
  bindPicture(panel as unknown as Bound[0], text as unknown as Bound[1], async () => server as never);
  async function say(message: PageMessage | object): Promise<HostMessage | undefined> {
    hear(message);
    // All that the editor does here is done by then.
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    return sent.at(-1);
  }
  closes.push(() => close());
  const opened = await say({ type: 'ready', protocol: 1 });
  return { sent, say, opened, text };
}

const edit = (id: number, files: readonly (readonly [string, number | null, number, number, string])[]) => ({
  type: 'edit',
  id,
  files: files.map(([path, version, offset, length, text]) => ({
    path,
    version,
    edits: [{ offset, length, text }],
  })),
});
const front = main.indexOf('front]');
const textOf = (path: string) => editor.documents.get(path)?.getText();

beforeEach(() => {
  editor.reset();
  editor.files.set('/shop/compose.yaml', main);
  editor.files.set('/shop/compose.override.yaml', override);
});

describe('a picture beside its text', () => {
  it('opens the project as the server reads it', async () => {
    const { opened } = await show();
    expect(opened).toEqual({
      type: 'open',
      protocol: 1,
      main: 'compose.yaml',
      folder: 'shop',
      project: read,
      files: [
        { path: 'compose.yaml', text: main, version: 1 },
        { path: 'compose.override.yaml', text: override, version: 1 },
      ],
      theme: 'dark',
    });
  });

  it('opens what stands beside the text where no server answers, and its files by name', async () => {
    editor.files.set('/shop/.env', 'TAG=1\n');
    const { opened, say } = await show(null);
    expect(opened).toMatchObject({ project: null, main: 'compose.yaml' });
    if (opened?.type !== 'open') throw new Error('not opened');
    expect(opened.files.map(({ path }) => path)).toEqual(['compose.yaml', 'compose.override.yaml', '.env']);
    editor.files.set('/base/common.yaml', 'services: {}\n');
    expect(await say({ type: 'want', paths: ['../base/common.yaml', 'none.yaml'] })).toEqual({
      type: 'found',
      files: [{ path: '../base/common.yaml', text: 'services: {}\n', version: 1 }],
    });
  });

  it('makes the edits of one step as one edit of the workspace, saves nothing, and echoes nothing', async () => {
    const { say, sent, text } = await show();
    const at = override.indexOf('front]');
    const answer = await say(
      edit(1, [
        ['compose.yaml', 1, front, 5, 'back'],
        ['compose.override.yaml', 1, at, 5, 'back'],
      ]),
    );
    expect(answer).toEqual({
      type: 'edited',
      id: 1,
      versions: [
        ['compose.yaml', 2],
        ['compose.override.yaml', 2],
      ],
    });
    expect(editor.applied).toHaveLength(1);
    expect(textOf('/shop/compose.yaml')).toBe(main.replace('front]', 'back]'));
    expect(textOf('/shop/compose.override.yaml')).toBe(override.replace('front]', 'back]'));
    expect(editor.files.get('/shop/compose.yaml')).toBe(main);
    // What is sent next is what a person typed.
    text.set(`${text.getText()}#`);
    await vi.waitFor(() => expect(sent.at(-1)?.type).toBe('changed'));
    expect(sent.slice(2)).toEqual([
      { type: 'changed', files: [{ path: 'compose.yaml', text: text.getText(), version: 3 }] },
    ]);
  });

  it.each([
    ['another version', edit(1, [['compose.yaml', 7, front, 5, 'back']]), 'changed meanwhile'],
    ['a file that it was not given', edit(1, [['../etc/passwd', 1, 0, 0, 'x']]), 'no file of this project'],
    ['a place beyond the text', edit(1, [['compose.yaml', 1, 9000, 1, 'x']]), 'do not fit'],
    [
      'a new file that is none of the project',
      edit(1, [['other.yaml', null, 0, 0, 'x']]),
      'is not made here',
    ],
    [
      'a new file over another one',
      edit(1, [['compose.override.yaml', null, 0, 0, 'x']]),
      'is not made here',
    ],
    [
      'one of two files at another version',
      edit(1, [
        ['compose.yaml', 1, front, 5, 'back'],
        ['compose.override.yaml', 3, 0, 0, 'x'],
      ]),
      'changed meanwhile',
    ],
  ])('refuses %s as a whole, and says what the text is', async (_, message, why) => {
    const { say } = await show();
    const answer = await say(message);
    expect(answer).toMatchObject({ type: 'refused', id: 1, why: expect.stringContaining(why) });
    expect(editor.applied).toEqual([]);
    expect(textOf('/shop/compose.yaml')).toBe(main);
  });

  it('says so where the editor does not make an edit', async () => {
    const { say } = await show();
    editor.refuses = true;
    const answer = await say(edit(1, [['compose.yaml', 1, front, 5, 'back']]));
    expect(answer).toMatchObject({
      type: 'refused',
      files: [{ path: 'compose.yaml', text: main, version: 1 }],
    });
  });

  it('tells what is typed, all of a moment at once', async () => {
    const { sent, text } = await show();
    text.set(`${main}#`);
    text.set(`${main}# a`);
    await vi.waitFor(() => expect(sent.at(-1)?.type).toBe('changed'));
    expect(sent.slice(1)).toEqual([
      { type: 'changed', files: [{ path: 'compose.yaml', text: `${main}# a`, version: 3 }] },
    ]);
  });

  it('makes the override where the page begins it', async () => {
    editor.files.delete('/shop/compose.override.yaml');
    const { say } = await show({ ...project, order: ['compose.yaml'], files: ['compose.yaml'] });
    const answer = await say(edit(1, [['compose.override.yaml', null, 0, 0, override]]));
    expect(answer).toEqual({ type: 'edited', id: 1, versions: [['compose.override.yaml', 2]] });
    expect(textOf('/shop/compose.override.yaml')).toBe(override);
  });

  it('undoes where the last change was made, whoever made it', async () => {
    const { say, text } = await show();
    await say(edit(1, [['compose.override.yaml', 1, override.indexOf('front]'), 5, 'back']]));
    await say(edit(2, [['compose.yaml', 1, front, 5, 'back']]));
    await say({ type: 'undo' });
    expect(textOf('/shop/compose.yaml')).toBe(main);
    expect(editor.shown).toEqual([]);
    await say({ type: 'undo' });
    expect(textOf('/shop/compose.override.yaml')).toBe(override);
    // The keyboard is back in the picture.
    expect(editor.active).toBe(text);
    await say({ type: 'redo' });
    expect(textOf('/shop/compose.override.yaml')).toBe(override.replace('front]', 'back]'));
    expect(textOf('/shop/compose.yaml')).toBe(main);
  });

  it('saves where a person wants it, and tells of it', async () => {
    const { say, sent } = await show();
    await say(edit(1, [['compose.yaml', 1, front, 5, 'back']]));
    await say({ type: 'save' });
    expect(editor.files.get('/shop/compose.yaml')).toBe(main.replace('front]', 'back]'));
    expect(sent.at(-1)).toEqual({ type: 'saved', paths: ['compose.yaml'] });
  });

  it('shows a place in the text, tells the theme, and hears nothing that is no message', async () => {
    const { say, sent } = await show();
    await say({ type: 'reveal', path: 'compose.yaml', offset: front });
    await vi.waitFor(() => expect(editor.shown).toHaveLength(1));
    const at = { line: 3, character: front - main.lastIndexOf('\n', front) - 1 };
    expect(editor.shown[0]).toMatchObject({
      path: '/shop/compose.yaml',
      options: { selection: { start: at, end: at } },
    });
    const before = sent.length;
    editor.events.theme.fire({ kind: ColorThemeKind.HighContrastLight });
    expect(sent.at(-1)).toEqual({ type: 'theme', theme: 'high-contrast-light' });
    await say({ type: 'edit', id: 1 });
    await say({ type: 'eval', code: '1' });
    expect(sent).toHaveLength(before + 1);
  });

  it('opens anew when the project becomes another, and follows a text that is opened again', async () => {
    const server = { ...project };
    const { sent } = await show(server);
    Object.assign(server, { order: ['compose.yaml'], files: ['compose.yaml'] });
    editor.events.deleted.fire(Uri.file('/shop/compose.override.yaml'));
    await vi.waitFor(() => expect(sent.filter(({ type }) => type === 'open')).toHaveLength(2));
    Object.assign(server, { order: project.order, files: project.files });
    editor.events.created.fire(Uri.file('/shop/compose.override.yaml'));
    await vi.waitFor(() => expect(sent.filter(({ type }) => type === 'open')).toHaveLength(3));
    const again = new FakeDocument(Uri.file('/shop/compose.override.yaml'), `${override}# by others\n`);
    again.version = 9;
    editor.events.open.fire(again);
    expect(sent.at(-1)).toMatchObject({
      type: 'changed',
      files: [{ path: 'compose.override.yaml', version: 9 }],
    });
  });
});

describe('the order of changes in several texts', () => {
  it('joins what is typed, and passes over a text that has nothing left', () => {
    const order = createStepOrder();
    order.changed('a', '0', '1', 'person');
    order.changed('a', '1', '2', 'person');
    order.changed('b', 'x', 'y', 'page');
    order.changed('a', '2', '3', 'page');
    expect(order.next('undo')).toBe('a');
    order.moved('undo', 'a', '2');
    expect(order.next('undo')).toBe('b');
    order.moved('undo', 'b', 'x');
    // One of two steps of the editor that were typed in one go.
    order.moved('undo', 'a', '1');
    expect(order.next('undo')).toBe('a');
    order.moved('undo', 'a', '0');
    expect([order.next('redo'), order.exhausted('undo')]).toEqual(['a', false]);
  });
});

describe('the page in a webview', () => {
  const html = pageHtml(
    readFileSync(new URL('../../../../index.html', import.meta.url), 'utf8').replaceAll('"/', '"./'),
    {
      source: 'https://*.vscode-cdn.net',
      addressOf: (path) => `https://file.vscode-cdn.net/page/${path}`,
      dark: true,
    },
  );

  it('is marked, in the theme of the editor, and takes its files from the extension alone', () => {
    expect(html).toContain('<html data-theme="dark" lang="en">');
    expect(html).toContain('<meta name="bulkhead-embedded" content="vscode" />');
    expect(html).toContain('src="https://file.vscode-cdn.net/page/src/page/app/main.tsx"');
    expect(html).toContain(
      `default-src 'none'; script-src https://*.vscode-cdn.net; style-src https://*.vscode-cdn.net;`,
    );
    expect(html).not.toMatch(/'unsafe|'self'|theme\.js|rel="icon"|rel="manifest"/);
    expect(html.match(/Content-Security-Policy/g)).toHaveLength(1);
  });
});
