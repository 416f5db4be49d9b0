import { describe, expect, it } from 'vitest';
import { call, shop } from '../testing/call.ts';

describe('explain', () => {
  it('answers no with a rule and the lines it rests on', async () => {
    const { code, out } = await call(['explain', 'compose.yaml', 'web', 'db']);
    expect(code).toBe(0);
    expect(out).toMatch(/direct: no\n {2}[A-Z]\w+: .*compose\.yaml:4/);
  });

  it('knows outside and host as sides, and finds the default file', async () => {
    expect((await call(['explain', 'outside', 'web'])).code).toBe(0);
    expect((await call(['explain', 'db', 'host'])).code).toBe(0);
  });

  it('gives a service of that name the precedence', async () => {
    const text = shop.replace('  web:\n', '  outside:\n');
    const { code, out } = await call(['explain', '-', 'db', 'outside'], { stdin: text });
    expect(code).toBe(0);
    expect(out).toContain('-:4');
  });
});
