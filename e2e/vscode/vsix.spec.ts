// The extension as it is packed: what its manifest names is in it, and the server in it answers.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import {
  createProtocolConnection,
  InitializeRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { expect, commandTest as test } from '../page/test.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let files: Readonly<Record<string, Uint8Array>>;

test.describe.configure({ mode: 'default' });
test.beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'vsix.mjs')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [name = ''] = readdirSync(join(root, 'dist')).filter((one) => one.endsWith('.vsix'));
  files = unzipSync(readFileSync(join(root, 'dist', name)));
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-vsix-'));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (path: string) => strFromU8(files[path] ?? new Uint8Array());

test('holds what its manifests name, and loads with the editor alone', () => {
  const manifest = JSON.parse(text('extension/package.json')) as { main: string; version: string };
  expect(Object.keys(files)).toContain(`extension/${manifest.main.replace('./', '')}`);
  for (const [, path = ''] of text('extension.vsixmanifest').matchAll(/Path="([^"]+)"/g)) {
    expect(Object.keys(files)).toContain(path);
  }
  expect(text('extension.vsixmanifest')).toContain(`Version="${manifest.version}"`);
  // The page with all that its first page names, and nothing that is installed from the web.
  const page = Object.keys(files).filter((path) => path.startsWith('extension/page/'));
  for (const [, path = ''] of text('extension/page/index.html').matchAll(
    /(?:src|href)="\.\/(assets\/[^"]+)"/g,
  )) {
    expect(page).toContain(`extension/page/${path}`);
  }
  expect(page.filter((path) => /(?:^|\/)sw\.js|workbox|webmanifest/.test(path))).toEqual([]);
  // All that it asks for beside Node itself is the editor.
  const asked = [...text('extension/extension.cjs').matchAll(/\brequire\([`'"]([^`'"]+)[`'"]\)/g)].map(
    ([, name = '']) => name.replace(/^node:/, ''),
  );
  const { builtinModules } = process.getBuiltinModule('node:module');
  const others = new Set(asked.filter((name) => !builtinModules.includes(name)));
  expect([...others]).toEqual(['vscode']);
});

test('brings a server that answers', async () => {
  // As the library of the client starts it.
  const server = spawn(process.execPath, [
    join(folder, 'extension', 'cli', 'bulkhead.js'),
    ...['lsp', '--stdio', `--clientProcessId=${process.pid}`],
  ]);
  const ended = new Promise<number | null>((resolve) => server.on('exit', resolve));
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  client.listen();
  const { serverInfo } = await client.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: null,
    capabilities: {},
  });
  expect(serverInfo?.name).toBe('bulkhead');
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect(await ended).toBe(0);
});
