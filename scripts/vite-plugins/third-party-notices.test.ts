import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticeOf, packageFolder } from './third-party-notices.ts';

function packageWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-notice-'));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('third-party notices', () => {
  it.each([
    ['/a/node_modules/yaml/dist/index.js', '/a/node_modules/yaml'],
    ['/a/node_modules/@x/y/dist/index.js', '/a/node_modules/@x/y'],
    ['/a/node_modules/x/node_modules/y/index.js', '/a/node_modules/x/node_modules/y'],
    ['/a/src/main.ts', null],
  ])('%s is of package %s', (id, folder) => {
    expect(packageFolder(id)).toBe(folder);
  });

  it('hold name, version and licence text', () => {
    const folder = packageWith({
      'package.json': '{"name":"x","version":"1.2.3","license":"MIT"}',
      LICENSE: 'MIT License\n\nCopyright someone\n',
      'license.js': 'no licence text',
    });
    expect(noticeOf(folder)).toBe('x 1.2.3 (MIT)\n\nMIT License\n\nCopyright someone\n');
    rmSync(folder, { recursive: true });
  });

  it('end the build for a package that says no licence', () => {
    const folder = packageWith({ 'package.json': '{"name":"x","version":"1.2.3"}' });
    expect(() => noticeOf(folder)).toThrow('says no licence');
    rmSync(folder, { recursive: true });
  });
});
