// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

describe('droppedFiles', () => {
  it('falls back to the list of files where the items hold none, as in a synthetic drop', () => {
    const file = new File(['services: {}'], 'compose.yaml');
    const transfer = { items: [], files: [file] } as unknown as DataTransfer;
    expect(droppedFiles(transfer)).toEqual([file]);
  });

  it('takes files from the items and leaves text alone', () => {
    const file = new File(['services: {}'], 'compose.yaml');
    const items = [
      { kind: 'string', getAsFile: () => null },
      { kind: 'file', getAsFile: () => file },
    ];
    const transfer = { items, files: [] } as unknown as DataTransfer;
    expect(droppedFiles(transfer)).toEqual([file]);
  });
});
