import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { browserCommand, openTools } from './open-tools.ts';

describe('the browser', () => {
  it.each([
    ['darwin', {}, ['open', 'u']],
    ['win32', {}, ['cmd', '/c', 'start', '', 'u']],
    ['linux', { DISPLAY: ':0' }, ['xdg-open', 'u']],
    ['linux', { WAYLAND_DISPLAY: 'w', BROWSER: 'firefox' }, ['firefox', 'u']],
    ['linux', {}, null],
    ['linux', { DISPLAY: ':0', BROWSER: 'none' }, null],
    ['darwin', { CI: 'true' }, null],
  ])('on %s with %j is %j', (platform, env, command) => {
    expect(browserCommand('u', platform, new Map(Object.entries(env)))).toEqual(command);
  });

  it.skipIf(process.platform === 'win32' || process.platform === 'darwin')(
    'gets a file of which nobody else reads the address, gone once that was used',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bulkhead-browser-'));
      const args = join(folder, 'args');
      const browser = join(folder, 'browser');
      writeFileSync(browser, `#!/bin/sh\nprintf '%s' "$*" > '${args}.new'\nmv '${args}.new' '${args}'\n`);
      chmodSync(browser, 0o755);
      let use = () => {};
      const mint = (spent: () => void) => {
        use = spent;
        return 'http://127.0.0.1:1/?token=secret';
      };
      const env = new Map([
        ['DISPLAY', ':0'],
        ['BROWSER', browser],
      ]);
      const forget = openTools.openBrowser(mint, env);
      await vi.waitFor(() => expect(existsSync(args)).toBe(true), { timeout: 20_000 });
      const given = readFileSync(args, 'utf8');
      expect(given).toMatch(/^file:\/\/\S+\/open\.html$/);
      expect(readFileSync(fileURLToPath(given), 'utf8')).toContain('token=secret');
      use();
      expect(existsSync(fileURLToPath(given))).toBe(false);
      forget();
      rmSync(folder, { recursive: true });
    },
  );
});
