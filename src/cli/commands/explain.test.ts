import { describe, expect, it } from 'vitest';
import { recordText } from '../../core/observed/record.ts';
import { recordOf } from '../../core/observed/testing/record-of.ts';
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

  it('says how a service leaves as reach --out does', async () => {
    const stdin =
      'services: { a: { image: x, network_mode: "service:vpn" }, vpn: { image: qmcgaw/gluetun } }\n';
    const { out } = await call(['explain', '-', 'a', 'outside'], { stdin });
    const { out: table } = await call(['reach', '-', '--out'], { stdin });
    const [, leaves = ''] = /^leaves:\n((?: {2}.*\n)+)/m.exec(out) ?? [];
    expect(leaves).toContain('through vpn: everything');
    expect(table).toContain(`a\n${leaves}`);
  });

  it('gives a service of that name the precedence', async () => {
    const text = shop.replace('  web:\n', '  outside:\n');
    const { code, out } = await call(['explain', '-', 'db', 'outside'], { stdin: text });
    expect(code).toBe(0);
    expect(out).toContain('-:4');
  });

  it('ends with where each rule of Docker that it cites is told of, once', async () => {
    const { out } = await call(['explain', 'compose.yaml', 'web', 'db']);
    const [reasons = '', readOn = ''] = out.split('more:\n');
    const cited = [...new Set([...reasons.matchAll(/^ {2}([A-Z]+\w+): /gm)].map(([, id]) => id ?? ''))];
    expect(cited.length).toBeGreaterThan(1);
    // Nobody owns the project yet, so no address of it leads anywhere.
    const lines = cited.map((id) => `  ${id}: docs/semantics.md#${id.toLowerCase()}\n`);
    expect(readOn).toBe(lines.join(''));
  });

  it('says what was seen of the pair, and that nothing was', async () => {
    const machine = {
      files: {
        '/shop/compose.yaml': shop,
        '/shop/seen.json': recordText(recordOf('web -> db:5432 x3')),
      },
    };
    const seen = async (...sides: readonly string[]) =>
      (await call(['explain', '--observed', 'seen.json', ...sides], machine)).out
        .split('seen: ')[1]
        ?.split('more:')[0];
    expect(await seen('web', 'db')).toBe(
      '1 connection in 24 hours\n  web was seen to reach db at 5432/tcp (in 3 looks, last on 2026-11-02)\n',
    );
    expect(await seen('db', 'web')).toBe('not in 24 hours\n');
  });
});
