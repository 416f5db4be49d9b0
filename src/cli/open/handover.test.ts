import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { handOver } from './handover.ts';

const parent = mkdtempSync(join(tmpdir(), 'bulkhead-handover-'));
afterAll(() => rmSync(parent, { recursive: true }));

describe('the file that leads a browser to the address', () => {
  const address = 'http://127.0.0.1:1/?token=secret';

  it('has a name without the address, can be read by its owner alone, and is gone afterwards', () => {
    const { url, remove } = handOver(address, parent);
    const file = fileURLToPath(url);
    expect(url).not.toContain('secret');
    expect(readFileSync(file, 'utf8')).toContain(`content="0;url=${address}"`);
    if (process.platform !== 'win32')
      expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
    remove();
    expect(existsSync(dirname(file))).toBe(false);
    remove();
  });

  it('throws where there is no place for it', () => {
    expect(() => handOver(address, join(parent, 'nowhere'))).toThrow('ENOENT');
  });
});
