// What a proxy mounts, on a real disk: for the command line and for a server that may read below its root alone.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContainerFiles, containerFiles } from '../../core/ways-in/files/container-files.ts';
import { openRoots } from '../confined/root-folders.ts';
import { servedIo } from '../confined/served-io.ts';
import { nodeFiles } from '../node-io.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { projectFiles } from './project-files.ts';

let top = '';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-mounted-')));
  mkdirSync(join(top, 'root/conf'), { recursive: true });
  write('root/conf/plain.conf', 'plain');
  write('root/secret.conf', 'secret');
  write('outside/secret.conf', 'secret');
});
afterEach(() => rmSync(top, { recursive: true, force: true, maxRetries: 5 }));

function write(name: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  writeFileSync(join(top, name), bytes);
}

const link = (name: string, target: string) => symlinkSync(target, join(top, 'root/conf', name));

const readers: Readonly<Record<string, () => ContainerFiles>> = {
  'the command line': () => mounted(projectFiles({ ...fakeIo({}), ...nodeFiles(join(top, 'root')) })),
  'open and serve': () => {
    const io = { ...fakeIo({}), ...nodeFiles(join(top, 'root')), cwd: join(top, 'root') };
    return mounted(projectFiles(servedIo(io, openRoots(join(top, 'root')), () => {})));
  },
};

function mounted(files: Parameters<typeof containerFiles>[1]): ContainerFiles {
  return containerFiles(
    [
      { kind: 'path', target: '/etc/conf', path: 'conf' },
      { kind: 'path', target: '/etc/gone', path: 'gone' },
      { kind: 'path', target: '/etc/away', path: '../outside' },
    ],
    files,
  );
}

describe.each(Object.entries(readers))('%s', (name, open) => {
  it('reads what is mounted, by a path or a link as the container has it', () => {
    link('by-name', 'plain.conf');
    link('whole', '/etc/conf/plain.conf');
    mkdirSync(join(top, 'root/conf/deep'));
    link('deep/up', '../plain.conf');
    link('folder', 'deep');
    for (const path of ['plain.conf', 'by-name', 'whole', 'deep/up', 'deep/../plain.conf', 'folder/up'])
      expect(open().at(`/etc/conf/${path}`)).toMatchObject({ kind: 'text', text: 'plain' });
  });

  it('reads nothing beside what is mounted', () => {
    link('beside', '../secret.conf');
    link('out', '../../outside/secret.conf');
    link('whole', join(top, 'root/secret.conf'));
    link('round', 'round');
    link('folder', '..');
    for (const path of [
      '../secret.conf',
      'beside',
      'out',
      'whole',
      'folder/secret.conf',
      'deep/../../secret.conf',
    ])
      expect(open().at(`/etc/conf/${path}`).kind).toBe('image');
    expect(open().at('/etc/conf/round')).toMatchObject({ kind: 'unread' });
  });

  it('says of a file that cannot be read why, and lists it', () => {
    write('root/conf/latin-1', new Uint8Array([0x63, 0x61, 0x66, 0xe9]));
    write('root/conf/utf-16', new Uint8Array([0xff, 0xfe, 0x61, 0]));
    write('root/conf/zero', new Uint8Array([0x61, 0, 0x62]));
    write('root/conf/large', 'x'.repeat(5_000_001));
    execFileSync('mkfifo', [join(top, 'root/conf/pipe')]);
    link('nowhere', 'not-there');
    const names = ['large', 'latin-1', 'pipe', 'utf-16', 'zero'];
    for (const one of names) {
      const found = open().at(`/etc/conf/${one}`);
      expect(found, one).toMatchObject({ kind: 'unread' });
      expect(found.kind === 'unread' && found.why).toContain(`conf/${one}`);
    }
    const listed = open().below('/etc/conf', false);
    const all = [...names, 'nowhere', 'plain.conf'].sort().map((one) => `/etc/conf/${one}`);
    expect(listed).toEqual({ kind: 'files', paths: all, rest: false });
  });

  it.skipIf(process.getuid?.() === 0)('says so of one that may not be read', () => {
    chmodSync(join(top, 'root/conf/plain.conf'), 0);
    expect(open().at('/etc/conf/plain.conf')).toMatchObject({ kind: 'unread' });
  });

  it('takes nothing that is not here for empty', () => {
    const why =
      'gone is not among these files, so its routes are unknown. Open the folder that holds it, or pass --also DIR.';
    expect(open().at('/etc/gone/x')).toEqual({ kind: 'unread', why });
    expect(open().below('/etc/gone', true)).toEqual({ kind: 'unread', why });
    expect(open().at('/etc/conf/x')).toEqual({ kind: 'absent' });
  });

  it('reads a folder that the project mounts from elsewhere only where it may', () => {
    const found = open().at('/etc/away/secret.conf');
    expect(found.kind).toBe(name === 'the command line' ? 'text' : 'unread');
  });
});
