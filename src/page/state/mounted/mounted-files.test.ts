import { expect, it } from 'vitest';
import { notRead } from '../../../core/ways-in/files/project-files.ts';
import { createMountedStore, type MountedOffer, requestedPaths } from './mounted-files.ts';

const offer = (texts: Readonly<Record<string, string | null>>, whole = true): MountedOffer => ({
  sources: new Map(Object.entries(texts).map(([path, text]) => [path, async () => text])),
  whole,
});

/** Until everything that was asked for has come. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function store() {
  let reads = 0;
  const made = createMountedStore(() => reads++);
  return { made, state: () => made.getState(), reads: () => reads };
}

it('of a folder a file is there or not, and is read when it is asked for', async () => {
  const { state, reads } = store();
  let opened = 0;
  state().offer({
    sources: new Map<string, () => Promise<string | null>>([
      ['proxy/Caddyfile', async () => `${++opened}`],
      ['proxy/sites/b.conf', async () => 'b'],
      ['proxy/sites/a.conf', async () => null],
    ]),
    whole: true,
  });
  const { files } = state();
  expect(opened).toBe(0);
  expect(['proxy/Caddyfile', 'proxy/sites', 'proxy/x', '../x', '/etc/x'].map(files.kindOf)).toEqual([
    'file',
    'folder',
    'absent',
    'unread',
    'unread',
  ]);
  expect(files.list('proxy')).toEqual({ folders: ['sites'], files: ['Caddyfile'], others: [] });
  expect(files.list('proxy/sites')).toEqual({ folders: [], files: ['a.conf', 'b.conf'], others: [] });
  expect(files.list('gone')).toBeNull();
  expect(files.read('proxy/Caddyfile')).toEqual({ why: 'proxy/Caddyfile is not read here.' });
  const before = reads();
  await settle();
  expect(reads()).toBe(before + 1);
  expect(files.read('proxy/Caddyfile')).toBe('1');
  expect(files.read('proxy/sites/a.conf')).toEqual(notRead('proxy/sites/a.conf'));
  await settle();
  // A file that cannot be read is not asked for again and again.
  expect(files.read('proxy/sites/a.conf')).toEqual(notRead('proxy/sites/a.conf'));
  const known = reads();
  await settle();
  expect({ opened, more: reads() - known }).toEqual({ opened: 1, more: 0 });
});

it('without a folder it is asked for by name, until somebody gives it', async () => {
  const { state } = store();
  expect(state().files.kindOf('Caddyfile')).toBe('unread');
  await settle();
  expect(state().missing).toEqual(['Caddyfile']);
  expect(requestedPaths(state().missing, ['Caddyfile'])).toEqual(new Map([['Caddyfile', 'Caddyfile']]));
  expect(requestedPaths(['conf/site.conf'], ['site.conf'])).toEqual(
    new Map([['site.conf', 'conf/site.conf']]),
  );
  expect(requestedPaths(state().missing, ['Caddyfile', 'compose.yaml'])).toBeNull();
  expect(requestedPaths(state().missing, [])).toBeNull();
  state().offer(offer({ Caddyfile: 'text' }, false));
  expect(state()).toMatchObject({ missing: [], whole: false });
  expect(state().files.kindOf('Caddyfile')).toBe('file');
  expect(state().files.kindOf('other')).toBe('unread');
});

it('another project sees nothing of it, also of what is still being read', async () => {
  const { state, reads } = store();
  state().offer(offer({ 'd.yml': 'secret' }));
  state().files.read('d.yml');
  const before = reads();
  state().forget();
  await settle();
  expect(state()).toMatchObject({ sources: new Map(), texts: new Map(), missing: [], whole: false });
  expect(reads()).toBe(before);
  expect(state().files.kindOf('d.yml')).toBe('unread');
});
