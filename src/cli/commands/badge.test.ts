import { describe, expect, it } from 'vitest';
import { call, withShop } from '../testing/call.ts';

const title = (svg: string): string => /<title>(.*)<\/title>/.exec(svg)?.[1] ?? '';

const open = 'services: { web: { image: nginx, ports: ["80:80"] }, db: { image: postgres } }\n';

describe('badge', () => {
  it('counts the services of a project', async () => {
    const { code, out, err } = await call(['badge']);
    expect({ code, title: title(out), err }).toEqual({
      code: 0,
      title: '0 of 2 reachable from outside',
      err: '',
    });
    const other = await call(['badge', 'other.yaml'], withShop({ '/shop/other.yaml': open }));
    expect({ code: other.code, title: title(other.out) }).toEqual({
      code: 0,
      title: '1 of 2 reachable from outside',
    });
  });

  it('counts the services of all stacks of a host', async () => {
    const files = { '/shop/a/compose.yaml': open, '/shop/b/compose.yaml': open.replace('80:80', '81:80') };
    const { code, out } = await call(['badge', '--host', '.'], { files });
    expect({ code, title: title(out) }).toEqual({ code: 0, title: '2 of 4 reachable from outside' });
  });

  it.each([
    [['badge', 'none.yaml'], {}, 'none.yaml:1:1: there is no such file.'],
    [['badge', 'bad.yaml'], { '/shop/bad.yaml': 'services: [' }, 'bad.yaml:1:'],
    [['badge', '--host', '.'], { '/shop/bad/compose.yaml': 'services: [' }, 'bad/compose.yaml:1:'],
    [['badge', '--stack-file', 'x.yaml'], {}, '--stack-file works only with --host.'],
  ])('%j prints no badge', async (words, files, message) => {
    const { code, out, err } = await call(words, withShop(files));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
