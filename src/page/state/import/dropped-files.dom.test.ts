import { describe, expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

describe('droppedFiles', () => {
  it('falls back to the list of files where the items hold none, as in a synthetic drop', async () => {
    const file = new File(['services: {}'], 'compose.yaml');
    const transfer = { items: [], files: [file] } as unknown as DataTransfer;
    expect(await droppedFiles(transfer)).toEqual({
      files: [{ path: 'compose.yaml', file }],
      folder: null,
    });
  });

  it('takes files from the items and leaves text alone', async () => {
    const file = new File(['services: {}'], 'compose.yaml');
    const items = [
      { kind: 'string', getAsFile: () => null },
      { kind: 'file', getAsFile: () => file },
    ];
    const transfer = { items, files: [] } as unknown as DataTransfer;
    expect(await droppedFiles(transfer)).toEqual({
      files: [{ path: 'compose.yaml', file }],
      folder: null,
    });
  });

  it('reads a dropped folder, without what no project needs', async () => {
    const leaf = (name: string) => ({
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void) => done(new File(['x'], name)),
    });
    const folder = (name: string, ...children: readonly unknown[]) => ({
      name,
      isFile: false,
      isDirectory: true,
      createReader() {
        const batches = [children, []];
        return { readEntries: (done: (some: unknown) => void) => done(batches.shift() ?? []) };
      },
    });
    const shop = folder(
      'shop',
      leaf('compose.yaml'),
      leaf('photo.png'),
      leaf('machine.json'),
      leaf('bulkhead.observed.json'),
      folder('app', leaf('machine.json')),
      folder('node_modules', leaf('a.yml')),
      folder('db', leaf('.env')),
    );
    const items = [{ kind: 'file', webkitGetAsEntry: () => shop, getAsFile: () => null }];
    const chosen = await droppedFiles({ items, files: [] } as unknown as DataTransfer);
    expect(chosen.folder).toBe('shop');
    expect(chosen.files.map(({ path }) => path)).toEqual([
      'compose.yaml',
      'machine.json',
      'bulkhead.observed.json',
      'db/.env',
    ]);
  });
});
