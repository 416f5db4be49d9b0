import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { moveFolder } from './move-folder.ts';

let disk = '';
const at = (path: string) => join(disk, path);

beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'bulkhead-move-'));
  for (const folder of ['root/nas/media/conf', 'root/edge', 'outside/media'])
    mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('root/nas/media/conf/site'), 'as it is');
  writeFileSync(at('outside/media/compose.yaml'), 'not ours');
});

afterEach(() => rmSync(disk, { recursive: true }));

it('takes a folder along with all that is in it', () => {
  moveFolder(at('root'), at('root/nas/media'), at('root/edge/media'));
  expect(existsSync(at('root/nas/media'))).toBe(false);
  expect(readFileSync(at('root/edge/media/conf/site'), 'utf8')).toBe('as it is');
});

it('replaces nothing', () => {
  mkdirSync(at('root/edge/media'));
  expect(() => moveFolder(at('root'), at('root/nas/media'), at('root/edge/media'))).toThrow(
    'is there already',
  );
  expect(readFileSync(at('root/nas/media/conf/site'), 'utf8')).toBe('as it is');
});

it.each([
  ['a link', 'root/nas/linked', 'root/edge/media'],
  ['a folder below a link', 'root/away/media', 'root/edge/media'],
  ['a place below a link', 'root/nas/media', 'root/away/new'],
])('follows no link out of the root: %s', (_, from, to) => {
  symlinkSync(at('outside/media'), at('root/nas/linked'));
  symlinkSync(at('outside'), at('root/away'));
  expect(() => moveFolder(at('root'), at(from), at(to))).toThrow('a link leads out of');
  expect(readFileSync(at('outside/media/compose.yaml'), 'utf8')).toBe('not ours');
  expect(existsSync(at('root/nas/media/conf/site'))).toBe(true);
  expect(existsSync(at('outside/new'))).toBe(false);
});

it('says why the disk refuses', () => {
  expect(() => moveFolder(at('root'), at('root/nas'), at('root/nas/media/conf/nas'))).toThrow(
    /cannot be moved to .* \(E[A-Z]+\)/,
  );
});
