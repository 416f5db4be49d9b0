import { describe, expect, it } from 'vitest';
import { call } from '../../testing/call.ts';

/** One of two stacks on an external network; the second publishes the first one's port. */
const stack = (image: string, port: string): string =>
  `services:\n  web:\n    image: ${image}\n    ports: ["${port}:80"] # the door\n`;
const files = {
  '/srv/a/compose.yaml': stack('example/a:1', '8080'),
  '/srv/b/compose.yaml': stack('example/b:1', '8080'),
};
const fix = (words: readonly string[]) => call(['fix', '--host', ...words], { files, cwd: '/srv' });

describe('fix --host', () => {
  it('makes the fix across stacks that is asked for, and leaves the other stacks as they are', async () => {
    const { code, out, err } = await fix(['--rule', 'CN802']);
    expect(code).toBe(0);
    expect(out).toMatch(/^--- a\/b\/compose\.yaml\n\+\+\+ b\/b\/compose\.yaml\n/);
    expect(out).toContain('8081:80');
    expect(out).not.toContain('a/a/compose.yaml');
    expect(err).toMatch(/^b: CN802 .*: Publish b\/web on 8081\n/);
    const saved = await fix(['--rule', 'CN802', '--write']);
    expect(saved.out).toBe('');
    expect(saved.io.text('/srv/b/compose.yaml')).toContain('8081:80');
    expect(saved.io.text('/srv/a/compose.yaml')).toBe(files['/srv/a/compose.yaml']);
    const again = { files: Object.fromEntries(saved.io.files), cwd: '/srv' };
    expect((await call(['fix', '--host', '--rule', 'CN802'], again)).err).toContain('nothing to fix');
  });

  it('prints all operations of the fixes as calls, which do the same', async () => {
    const { out } = await fix(['--rule', 'CN802', '--operations']);
    expect(out).toMatch(/^bulkhead edit b\/compose\.yaml \S.*\n$/);
    const words = out.trim().split(' ').slice(1);
    const made = await call([...words, '--write'], { files, cwd: '/srv' });
    expect(made.code).toBe(0);
    const saved = await fix(['--rule', 'CN802', '--write']);
    expect(made.io.text('/srv/b/compose.yaml')).toBe(saved.io.text('/srv/b/compose.yaml'));
  });

  it('refuses what has no meaning', async () => {
    for (const [words, why] of [
      [
        ['fix', '--rule', 'CN802', 'a'],
        '--rule CN802: this rule is about several stacks. Ask about the host (--host).',
      ],
      [['fix', '--host', '--write', '--operations'], '--write and --operations'],
      [['fix', '--host', '-p', 'x'], '-p does not work with --host'],
      [['fix', '--stack-file', 'x.yaml'], '--stack-file works only with --host'],
    ] as const) {
      const { code, err } = await call(words, { files, cwd: '/srv' });
      expect(code).toBe(2);
      expect(err).toContain(why);
    }
  });
});
