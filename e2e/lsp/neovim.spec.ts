// The language server as Neovim's own client speaks to it, without a screen. Skipped where Neovim is not installed.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, commandTest as test } from '../page/test.ts';

const command = fileURLToPath(new URL('../../dist/cli/bulkhead.js', import.meta.url));
const session = fileURLToPath(new URL('session.lua', import.meta.url));
const compose = `include:
  - store/compose.yaml
services:
  web:
    image: nginx:1.27
    networks: [front]
    ports:
      - "8080:80"
    depends_on:
      - db
networks:
  front:
`;
const store = 'services:\n  db:\n    image: postgres:16\n';

function neovim(): string | null {
  const { status, stdout } = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split('\n')[0] ?? null) : null;
}

test('diagnostics, a fix, a renaming over two files, hover, outline and lenses in Neovim', () => {
  test.skip(neovim() === null, 'Neovim (nvim) is not installed');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-nvim-')));
  try {
    mkdirSync(join(folder, 'store'));
    writeFileSync(join(folder, 'compose.yaml'), compose);
    writeFileSync(join(folder, 'store', 'compose.yaml'), store);
    const words = ['--headless', '--clean', '-l', session, process.execPath, command, folder];
    const { status, stdout, stderr } = spawnSync('nvim', words, { encoding: 'utf8', timeout: 110_000 });
    expect(`${status} ${stderr}`.trim()).toBe('0');
    expect(stdout.trim().split('\n')).toEqual([
      'diagnostic CN101 line 8',
      'fixed - "127.0.0.1:8080:80"',
      'diagnostic CN101 is gone',
      'renamed - database',
      'in the other file database:',
      'hover **Service `database`**: `postgres:16`, bridged, on `default`',
      'definition store line 2',
      'outline include services networks',
      'lens no service reaches it · closed to outside · why',
      'undone - "8080:80"',
      'ended',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
