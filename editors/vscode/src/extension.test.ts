// The manifest, and what the extension does when the editor starts it, with the editor and the client in memory.

import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const editor = vi.hoisted(() => ({
  commands: new Map<string, () => Promise<void>>(),
  changed: (_: { affectsConfiguration: (key: string) => boolean }): void => {},
  settings: new Map<string, unknown>(),
  errors: [] as string[],
  log: [] as string[],
  clients: [] as { server: unknown; options: unknown }[],
  fails: false,
}));

vi.mock('vscode', () => ({
  commands: {
    registerCommand: (name: string, run: () => Promise<void>) => {
      editor.commands.set(name, run);
      return { dispose: () => editor.commands.delete(name) };
    },
  },
  window: { showErrorMessage: (message: string) => editor.errors.push(message) },
  workspace: {
    getConfiguration: (section: string) => ({
      get: (key: string) => editor.settings.get(`${section}.${key}`),
    }),
    onDidChangeConfiguration: (listener: typeof editor.changed) => {
      editor.changed = listener;
      return { dispose: () => {} };
    },
  },
}));

vi.mock('vscode-languageclient/node', () => ({
  TransportKind: { stdio: 0 },
  LanguageClient: class {
    readonly number: number;
    constructor(_id: string, _name: string, server: unknown, options: unknown) {
      this.number = editor.clients.push({ server, options });
    }
    async start() {
      if (editor.fails) throw new Error('no such module');
      editor.log.push(`start ${this.number}`);
    }
    async dispose() {
      editor.log.push(`end ${this.number}`);
    }
  },
}));

const { activate, deactivate } = await import('./extension.ts');

interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;

const context = { subscriptions: [] as unknown[], asAbsolutePath: (path: string) => `/extension/${path}` };
const start = () => activate(context as unknown as Parameters<typeof activate>[0]);

beforeEach(async () => {
  editor.fails = false;
  await deactivate();
  for (const list of [editor.errors, editor.log, editor.clients, context.subscriptions]) list.length = 0;
  editor.settings.clear();
  editor.commands.clear();
});

describe('the extension', () => {
  it('starts the server that comes with it, for YAML on the disk', async () => {
    await start();
    expect(editor.clients).toEqual([
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
    expect(editor.log).toEqual(['start 1']);
    await deactivate();
    expect(editor.log).toEqual(['start 1', 'end 1']);
  });

  it('gives the server the options of the settings, and starts it anew when they change', async () => {
    editor.settings.set('bulkhead.arguments', ['--engine', '28', 7]);
    await start();
    expect(editor.clients[0]?.server).toMatchObject({ args: ['lsp', '--engine', '28'] });
    editor.settings.set('bulkhead.arguments', ['--rules', 'strict']);
    editor.changed({ affectsConfiguration: (key) => key === 'other.setting' });
    editor.changed({ affectsConfiguration: (key) => key === 'bulkhead.arguments' });
    await editor.commands.get('bulkhead.restart')?.();
    expect(editor.clients[1]?.server).toMatchObject({ args: ['lsp', '--rules', 'strict'] });
    expect(editor.log).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 3']);
  });

  it('says when the server does not start, and can start it later', async () => {
    editor.fails = true;
    await start();
    expect(editor.errors).toEqual([expect.stringContaining('no such module')]);
    editor.fails = false;
    await editor.commands.get('bulkhead.restart')?.();
    expect(editor.log.at(-1)).toBe('start 2');
  });

  it('does what its manifest says, and no more', async () => {
    await start();
    expect([...editor.commands.keys()]).toEqual(manifest.contributes.commands.map(({ command }) => command));
    expect(Object.keys(manifest.contributes.configuration.properties)).toEqual(['bulkhead.arguments']);
    expect(manifest.activationEvents).toEqual(['onLanguage:yaml', 'onLanguage:dockercompose']);
    expect(manifest.main).toBe('./extension.cjs');
    expect(existsSync(new URL('../README.md', import.meta.url))).toBe(true);
  });
});
