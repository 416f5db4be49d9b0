import { describe, expect, it } from 'vitest';
import { handleHome, type PermittedHandle } from './handle-home.ts';

/** Returns a handle of a file in memory; `during` runs while the page writes. */
function handle(begin: string, permission: PermissionState, during: (write: (text: string) => void) => void) {
  let held = new TextEncoder().encode(begin);
  const set = (text: string) => {
    held = new TextEncoder().encode(text);
  };
  const fake = {
    kind: 'file',
    name: 'compose.yaml',
    queryPermission: async () => permission,
    requestPermission: async () => permission,
    getFile: async () => new File([held], 'compose.yaml'),
    async createWritable() {
      let swap = new Uint8Array();
      return {
        async write(bytes: Uint8Array<ArrayBuffer>) {
          swap = bytes;
          during(set);
        },
        async close() {
          held = swap;
        },
        async abort() {},
      };
    },
  };
  return {
    handle: fake as unknown as PermittedHandle,
    text: () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(held),
    set,
  };
}

const nothing = () => {};
const moments = () => nothing;

describe('handleHome', () => {
  it('reads and writes every byte, the mark at the start included', async () => {
    const file = handle('\uFEFFa: 1\r\n', 'granted', nothing);
    const home = handleHome('compose.yaml', file.handle, moments);
    const { text, version } = await home.read();
    expect(text).toBe('\uFEFFa: 1\r\n');
    expect(await home.write('\uFEFFa: 2\r\n', version)).toEqual({ kind: 'saved', version: '\uFEFFa: 2\r\n' });
    expect(file.text()).toBe('\uFEFFa: 2\r\n');
  });

  it('writes nothing where the file is no longer as it was known', async () => {
    const file = handle('a: 1\n', 'granted', nothing);
    const home = handleHome('compose.yaml', file.handle, moments);
    file.set('a: 3\n');
    expect(await home.write('a: 2\n', 'a: 1\n')).toEqual({
      kind: 'changed',
      now: { text: 'a: 3\n', version: 'a: 3\n' },
    });
    expect(file.text()).toBe('a: 3\n');
  });

  it('looks once more before the file is replaced', async () => {
    const file = handle('a: 1\n', 'granted', (write) => write('a: 3\n'));
    const home = handleHome('compose.yaml', file.handle, moments);
    expect((await home.write('a: 2\n', 'a: 1\n')).kind).toBe('changed');
    expect(file.text()).toBe('a: 3\n');
  });

  it('says so where the person does not allow it', async () => {
    const file = handle('a: 1\n', 'denied', nothing);
    const home = handleHome('compose.yaml', file.handle, moments);
    expect(await home.write('a: 2\n', 'a: 1\n')).toEqual({
      kind: 'refused',
      why: 'The browser was not allowed to write compose.yaml.',
    });
  });

  it('tells a change once, whenever it is asked to look', async () => {
    const file = handle('a: 1\n', 'granted', nothing);
    const looks: (() => void)[] = [];
    const home = handleHome('compose.yaml', file.handle, (look) => {
      looks.push(look);
      return nothing;
    });
    const texts: string[] = [];
    home.watch(({ text }) => texts.push(text));
    file.set('a: 2\n');
    for (let time = 0; time < 2; time++) {
      looks[0]?.();
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(texts).toEqual(['a: 2\n']);
  });
});
