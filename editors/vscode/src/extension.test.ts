// The manifest, and what the extension does when the editor starts it, with the editor and the client in memory.

import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { editor, Uri, ViewColumn } from './testing/fake-vscode.ts';

const client = vi.hoisted(() => ({
  log: [] as string[],
  clients: [] as { server: unknown; options: unknown }[],
  asked: [] as unknown[],
  answer: null as unknown,
  fails: false,
}));

vi.mock('vscode', () => import('./testing/fake-vscode.ts'));

vi.mock('vscode-languageclient/node', () => ({
  TransportKind: { stdio: 0 },
  LanguageClient: class {
    readonly number: number;
    constructor(_id: string, _name: string, server: unknown, options: unknown) {
      this.number = client.clients.push({ server, options });
    }
    async start() {
      if (client.fails) throw new Error('no such module');
      client.log.push(`start ${this.number}`);
    }
    async sendRequest(method: string, params: unknown) {
      client.asked.push([method, params]);
      return client.answer;
    }
    async dispose() {
      client.log.push(`end ${this.number}`);
    }
  },
}));

const { activate, deactivate } = await import('./extension.ts');

interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;

const context = {
  subscriptions: [] as { dispose(): void }[],
  asAbsolutePath: (path: string) => `/extension/${path}`,
};
const start = () => activate(context as unknown as Parameters<typeof activate>[0]);

beforeEach(async () => {
  client.fails = false;
  await deactivate();
  for (const one of context.subscriptions.splice(0)) one.dispose();
  for (const list of [client.log, client.clients, client.asked]) list.length = 0;
  editor.reset();
});

describe('the extension', () => {
  it('starts the server that comes with it, for YAML on the disk', async () => {
    await start();
    expect(client.clients).toEqual([
      {
        server: { module: '/extension/cli/bulkhead.js', args: ['lsp'], transport: 0 },
        options: {
          documentSelector: [
            { scheme: 'file', language: 'yaml' },
            { scheme: 'file', language: 'dockercompose' },
          ],
        },
      },
    ]);
    expect(client.log).toEqual(['start 1']);
    await deactivate();
    expect(client.log).toEqual(['start 1', 'end 1']);
  });

  it('gives the server the options of the settings, and starts it anew when they change', async () => {
    editor.settings.set('bulkhead.arguments', ['--engine', '28', 7]);
    await start();
    expect(client.clients[0]?.server).toMatchObject({ args: ['lsp', '--engine', '28'] });
    editor.settings.set('bulkhead.arguments', ['--rules', 'strict']);
    editor.events.configuration.fire({ affectsConfiguration: (key) => key === 'other.setting' });
    editor.events.configuration.fire({ affectsConfiguration: (key) => key === 'bulkhead.arguments' });
    await editor.commands.get('bulkhead.restart')?.();
    expect(client.clients[1]?.server).toMatchObject({ args: ['lsp', '--rules', 'strict'] });
    expect(client.log).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 3']);
  });

  it('says when the server does not start, and can start it later', async () => {
    client.fails = true;
    await start();
    expect(editor.errors).toEqual([expect.stringContaining('no such module')]);
    client.fails = false;
    await editor.commands.get('bulkhead.restart')?.();
    expect(client.log.at(-1)).toBe('start 2');
  });

  it('does what its manifest says, and no more', async () => {
    await start();
    expect([...editor.commands.keys()].sort()).toEqual(
      manifest.contributes.commands.map(({ command }) => command).sort(),
    );
    const [picture] = manifest.contributes.customEditors;
    // The text stays what a compose file is opened as.
    expect(picture?.priority).toBe('option');
    expect([...editor.providers.keys()]).toEqual([picture?.viewType]);
    expect(Object.keys(manifest.contributes.configuration.properties)).toEqual(['bulkhead.arguments']);
    expect(manifest.activationEvents).toEqual(['onLanguage:yaml', 'onLanguage:dockercompose']);
    expect(manifest.main).toBe('./extension.cjs');
    expect(existsSync(new URL('../README.md', import.meta.url))).toBe(true);
  });

  it('shows one picture for a project, beside its first file, whichever of its files it is asked for', async () => {
    await start();
    editor.files.set('/shop/compose.override.yaml', 'services: {}\n');
    client.answer = { folder: 'file:///shop', order: ['compose.yaml', 'compose.override.yaml'] };
    const show = editor.commands.get('bulkhead.showPicture');
    await show?.(Uri.file('/shop/compose.override.yaml'));
    expect(client.asked).toEqual([['bulkhead/project', { uri: 'file:///shop/compose.override.yaml' }]]);
    const [open] = editor.ran;
    expect(open?.[0]).toBe('vscode.openWith');
    expect([String(open?.[1]), ...(open ?? []).slice(2)]).toEqual([
      'file:///shop/compose.yaml',
      'bulkhead.picture',
      ViewColumn.Beside,
    ]);
    // A server that knows nothing: the text by itself.
    client.answer = null;
    await show?.(Uri.file('/shop/compose.override.yaml'));
    expect(String(editor.ran[1]?.[1])).toBe('file:///shop/compose.override.yaml');
  });

  it.each([
    ['/shop/compose.yaml', true],
    ['/shop/docker-compose.prod.yml', true],
    ['/shop/values.yaml', false],
  ])('has the button of the picture over %s: %s', (path, has) => {
    const [item] = manifest.contributes.menus['editor/title'] ?? [];
    const name = /resourceFilename =~ \/(.+)\/i \|\|/.exec(item?.when ?? '')?.[1] ?? '';
    expect(new RegExp(name, 'i').test(path.slice(path.lastIndexOf('/') + 1))).toBe(has);
  });
});
