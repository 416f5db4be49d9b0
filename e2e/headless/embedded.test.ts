// The page in an editor that is played here: it holds the texts, counts their versions, and answers as the protocol says.

import { afterEach } from 'vitest';
import {
  type EditorText,
  type HostMessage,
  type PageMessage,
  protocolVersion,
  readPageMessage,
} from '../../src/page/app/embedded/protocol.ts';
import { startEmbedded } from '../../src/page/app/embedded/start-embedded.ts';
import { uiStore, workStore } from '../../src/page/state/page-stores.ts';
import { drawnSession } from '../../src/page/state/work/selectors.ts';
import { rooms } from '../stacks/rooms.ts';
import type { Designer } from './designer.ts';
import { pass } from './locator.ts';
import { expect, test } from './test.tsx';

type Asked = Extract<PageMessage, { type: 'edit' }>;

/** Returns the editor of one test. */
function playEditor() {
  const said: PageMessage[] = [];
  let hear: (data: unknown) => void = () => {};
  const stop = startEmbedded({
    post(message) {
      // As it crosses over: data, and nothing that the protocol does not know.
      const read = readPageMessage(structuredClone(message));
      if (read === null) throw new Error(`not of the protocol: ${JSON.stringify(message)}`);
      said.push(read);
    },
    listen(receive) {
      hear = receive;
      return () => {};
    },
  });
  return {
    said,
    stop,
    async tell(message: HostMessage) {
      hear(structuredClone(message));
      await pass();
    },
    asked: () => said.filter((message): message is Asked => message.type === 'edit'),
  };
}

let editor: ReturnType<typeof playEditor>;

async function open(files: readonly EditorText[] = [{ path: 'compose.yaml', text: rooms, version: 1 }]) {
  editor = playEditor();
  await editor.tell({
    type: 'open',
    protocol: protocolVersion,
    main: 'compose.yaml',
    folder: 'shop',
    project: null,
    files,
    theme: 'dark',
  });
}

afterEach(() => editor.stop());

/** Returns the text that the page holds, byte for byte. */
function pageText(path = 'compose.yaml'): string | undefined {
  return drawnSession(workStore.getState())?.workspace.input.texts.get(path);
}

function made(text: string, edits: Asked['files'][number]['edits']): string {
  return [...edits]
    .reverse()
    .reduce(
      (now, { offset, length, text: insert }) => now.slice(0, offset) + insert + now.slice(offset + length),
      text,
    );
}

const moved = rooms.replace('[front, mid]', '[front, back]');

async function moveTap(designer: Designer): Promise<Asked> {
  await designer.dragTap('app', 'mid', 'back');
  const asked = editor.asked().at(-1);
  if (asked === undefined) throw new Error('the editor was asked for nothing');
  return asked;
}

test('says that it listens, and draws what the editor opens, in its theme', async ({ designer }) => {
  await open();
  expect(editor.said).toEqual([{ type: 'ready', protocol: protocolVersion }]);
  await expect(designer.card('app')).toBeVisible();
  expect(document.documentElement.dataset.theme).toBe('dark');
  await editor.tell({ type: 'theme', theme: 'high-contrast-light' });
  expect(document.documentElement.dataset.theme).toBe('light');
  expect(localStorage.getItem('bulkhead.theme')).toBeNull();
});

test('a drag asks for its smallest edit, at the version that it is for', async ({ designer }) => {
  await open();
  const { id, files } = await moveTap(designer);
  const offset = rooms.indexOf('mid]', rooms.indexOf('[front, mid]'));
  expect(files).toEqual([{ path: 'compose.yaml', version: 1, edits: [{ offset, length: 3, text: 'back' }] }]);
  expect(made(rooms, files[0]?.edits ?? [])).toBe(moved);
  // The editor makes it and tells so in both ways: nothing more is asked.
  await editor.tell({ type: 'changed', files: [{ path: 'compose.yaml', text: moved, version: 2 }] });
  await editor.tell({ type: 'edited', id, versions: [['compose.yaml', 2]] });
  expect(editor.asked()).toHaveLength(1);
  expect(pageText()).toBe(moved);
  await designer.dragTap('app', 'back', 'mid');
  expect(editor.asked()[1]?.files[0]?.version).toBe(2);
});

test('what is typed in the editor is drawn, and not asked for again', async ({ designer }) => {
  await open();
  const typed = rooms.replace('[front, mid]', '[front, mid, back]');
  await editor.tell({ type: 'changed', files: [{ path: 'compose.yaml', text: typed, version: 2 }] });
  await expect(designer.tap('app', 'back')).toBeVisible();
  // Half a word: the picture stays, the text is the editor's.
  await editor.tell({ type: 'changed', files: [{ path: 'compose.yaml', text: 'services: [', version: 3 }] });
  await expect(designer.card('app')).toBeVisible();
  await editor.tell({ type: 'changed', files: [{ path: 'compose.yaml', text: rooms, version: 4 }] });
  await expect(designer.tap('app', 'back')).toHaveCount(0);
  expect(editor.asked()).toEqual([]);
});

test('an edit that is refused is gone from the picture, and the reason is said', async ({ designer }) => {
  await open();
  const { id } = await moveTap(designer);
  const theirs = `# typed meanwhile\n${rooms}`;
  const files = [{ path: 'compose.yaml', text: theirs, version: 2 }];
  await editor.tell({ type: 'refused', id, why: 'compose.yaml was changed meanwhile.', files });
  await expect(designer.notice('compose.yaml was changed meanwhile.')).toBeVisible();
  expect(pageText()).toBe(theirs);
  await expect(designer.tap('app', 'mid')).toBeVisible();
  expect(editor.asked()).toHaveLength(1);
});

test('what is typed while an edit is on its way stays', async ({ designer }) => {
  await open();
  const { id } = await moveTap(designer);
  const typedAfter = `${moved}# typed\n`;
  await editor.tell({ type: 'changed', files: [{ path: 'compose.yaml', text: typedAfter, version: 3 }] });
  expect(pageText()).toBe(moved);
  await editor.tell({ type: 'edited', id, versions: [['compose.yaml', 2]] });
  expect(pageText()).toBe(typedAfter);
  expect(editor.asked()).toHaveLength(1);
});

test('a second drag before the answer is asked for after it', async ({ designer }) => {
  await open();
  const { id } = await moveTap(designer);
  await designer.tap('app', 'front').click();
  await designer.press('Delete');
  expect(editor.asked()).toHaveLength(1);
  await editor.tell({ type: 'edited', id, versions: [['compose.yaml', 2]] });
  const second = editor.asked()[1]?.files[0];
  expect(second?.version).toBe(2);
  expect(made(moved, second?.edits ?? [])).toBe(rooms.replace('[front, mid]', '[back]'));
});

test('files that the texts name are asked for once, and are edited in one step', async ({ designer }) => {
  const main =
    'include: [more/store.yaml]\nservices:\n  web:\n    image: nginx:1.27\n    networks: [front]\nnetworks:\n  front:\n';
  const store = 'services:\n  db:\n    image: postgres:16\n    networks: [front]\n';
  await open([{ path: 'compose.yaml', text: main, version: 1 }]);
  expect(editor.said.at(-1)).toEqual({ type: 'want', paths: ['more/.env', 'more/store.yaml'] });
  await editor.tell({ type: 'found', files: [{ path: 'more/store.yaml', text: store, version: 5 }] });
  await expect(designer.card('db')).toBeVisible();
  workStore.operate([{ type: 'rename-network', network: 'front', to: 'shop' }], 'Rename front to shop');
  const { files } = editor.asked()[0] ?? { files: [] };
  expect(files.map(({ path, version }) => [path, version])).toEqual([
    ['compose.yaml', 1],
    ['more/store.yaml', 5],
  ]);
  expect(made(store, files[1]?.edits ?? [])).toBe(store.replace('front', 'shop'));
  expect(editor.said.filter(({ type }) => type === 'want')).toHaveLength(1);
});

test('a file that is not there yet is asked for as a new one', async ({ designer }) => {
  await open();
  await expect(designer.card('app')).toBeVisible();
  const { dispatch } = workStore;
  const session = drawnSession(workStore.getState());
  dispatch({
    type: 'write-to',
    writing: { into: 'compose.override.yaml', locked: session?.writing.locked ?? new Set() },
  });
  await designer.dragTap('app', 'mid', 'back');
  const [asked] = editor.asked();
  expect(asked?.files.map(({ path, version }) => [path, version])).toEqual([['compose.override.yaml', null]]);
  await editor.tell({ type: 'refused', id: asked?.id ?? 0, why: 'It may not be made.', files: [] });
  expect(pageText('compose.override.yaml')).toBeUndefined();
  await expect(designer.tap('app', 'mid')).toBeVisible();
});

test('undo, redo, saving and the text itself are the editor’s', async ({ designer }) => {
  await open();
  await designer.press('Control+z');
  await designer.press('Control+Shift+z');
  await designer.press('Control+s');
  uiStore.getState().showLine(2, null);
  await designer.press('3');
  expect(editor.said.slice(1)).toEqual([
    { type: 'undo' },
    { type: 'redo' },
    { type: 'save' },
    { type: 'reveal', path: 'compose.yaml', offset: rooms.indexOf('\n') + 1 },
  ]);
  for (const id of ['open', 'share', 'download', 'save', 'theme'])
    await expect(designer.command(id)).toHaveCount(0);
  await expect(designer.page.getByRole('tab', { name: 'File' })).toHaveCount(0);
  await designer.dropFile('services: {}', 'other.yaml');
  await expect(designer.notice(/Open other files in the editor/)).toBeVisible();
  expect(pageText('other.yaml')).toBeUndefined();
});

test('what was saved counts as unchanged', async ({ designer }) => {
  await open();
  const { id } = await moveTap(designer);
  await editor.tell({ type: 'edited', id, versions: [['compose.yaml', 2]] });
  expect(drawnSession(workStore.getState())?.opened.input.texts.get('compose.yaml')).toBe(rooms);
  await editor.tell({ type: 'saved', paths: ['compose.yaml'] });
  expect(drawnSession(workStore.getState())?.opened.input.texts.get('compose.yaml')).toBe(moved);
});

test('what is no message of the protocol is nothing, and another version is said', async ({ designer }) => {
  await open();
  const before = pageText();
  for (const data of [
    null,
    'undo',
    { type: 'changed' },
    { type: 'changed', files: [{ path: 'compose.yaml' }] },
  ])
    await editor.tell(data as unknown as HostMessage);
  expect(pageText()).toBe(before);
  await editor.tell({
    type: 'open',
    protocol: 2,
    main: 'a.yaml',
    folder: '',
    project: null,
    files: [],
    theme: 'dark',
  });
  await expect(designer.notice(/Reinstall the extension/)).toBeVisible();
  expect(pageText()).toBe(before);
});
