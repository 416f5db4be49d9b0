import { describe, expect, it } from 'vitest';
import { call, shop, withShop } from '../testing/call.ts';

const dead = shop.replace('networks: [back] # keep', 'networks: [back] # keep\n    ports: ["5432:5432"]');

describe('fix', () => {
  it('shows the safe fixes as a diff, says what they do, and changes nothing', async () => {
    const { code, out, err, io } = await call(['fix', 'dead.yaml'], withShop({ '/shop/dead.yaml': dead }));
    expect(code).toBe(0);
    expect(out).toBe(`--- a/dead.yaml
+++ b/dead.yaml
@@ -7,7 +7,6 @@
   db:
     image: postgres:16
     networks: [back] # keep
-    ports: ["5432:5432"]
 networks:
   front:
   back:
`);
    expect(err).toContain('CN104 db network:back: Remove the dead ports\n');
    expect(err).toContain('no connection opens or closes');
    expect(new TextDecoder().decode(io.readFile('/shop/dead.yaml'))).toBe(dead);
  });

  it('accepts what is found with --accept alone', async () => {
    const proxy = 'services:\n  web:\n    image: traefik:3\n    ports: ["8080:8080"]\n';
    const files = withShop({ '/shop/proxy.yaml': proxy });
    const changed = await call(['fix', 'proxy.yaml', '--rule', 'CN101'], files);
    expect(changed.err).toContain('CN101 web: Bind to 127.0.0.1\n');
    expect(changed.out).not.toContain('exposed');
    const accepted = await call(['fix', 'proxy.yaml', '--rule', 'CN101', '--accept'], files);
    expect(accepted.err).toContain('CN101 web: Accept these ports as intended\n');
    expect(accepted.out).toContain('+    - exposed: [web:8080]');
    const unnamed = await call(['fix', 'proxy.yaml', '--accept'], files);
    expect([unnamed.code, unnamed.err]).toEqual([2, expect.stringContaining('--rule CN101 --accept')]);
  });

  it('saves with --write', async () => {
    const { code, out, io } = await call(
      ['fix', 'dead.yaml', '--write'],
      withShop({ '/shop/dead.yaml': dead }),
    );
    expect([code, out]).toEqual([0, '']);
    expect(new TextDecoder().decode(io.readFile('/shop/dead.yaml'))).toBe(shop);
  });

  it('makes the fix of a rule that is named, safe or not, and no other', async () => {
    const open = 'services:\n  app:\n    image: example/app:1\n    ports: ["8080:80"]\n';
    const { code, out, err } = await call(['fix', 'open.yaml', '--rule', 'CN101'], {
      files: { '/shop/open.yaml': open },
    });
    expect(code).toBe(0);
    expect(out).toContain('-    ports: ["8080:80"]\n+    ports: ["127.0.0.1:8080:80"]\n');
    expect(err).toContain('CN101 app: Bind to 127.0.0.1\n');
  });

  it('ends with 0 where there is nothing to fix', async () => {
    const { code, out, err } = await call(['fix']);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('nothing to fix\n');
  });

  it('refuses a rule that is none', async () => {
    expect(await call(['fix', '--rule', 'CN999'])).toMatchObject({
      code: 2,
      err: '--rule CN999: no such rule. Name one by its id, such as CN101. bulkhead rule lists them.\n',
    });
    expect((await call(['fix', '--rule', 'cn1o1'])).err).toBe(
      '--rule cn1o1: no such rule. Did you mean CN101? bulkhead rule lists them.\n',
    );
  });

  it('refuses a rule that is off, and fixes it in a set in which it is on', async () => {
    const files = { '/shop/compose.yaml': 'services:\n  db:\n    image: postgres:16\n' };
    expect(await call(['fix', '--rule', 'CN509'], { files })).toMatchObject({
      code: 2,
      err: '--rule CN509: this rule is off in the rule set default. Choose strict.\n',
    });
    const { out } = await call(['fix', '--rule', 'CN509', '--rules', 'strict'], { files });
    expect(out).toContain('+    cap_drop:');
  });

  it('refuses standard input with --write', async () => {
    expect((await call(['fix', '-', '--write'])).code).toBe(2);
  });
});
