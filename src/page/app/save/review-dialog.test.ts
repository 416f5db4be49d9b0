import { describe, expect, it } from 'vitest';
import { missingVersion } from '../../state/files/file-home.ts';
import { destinationText } from './review-dialog.tsx';

const homes = new Map([
  ['compose.yaml', { version: '1' }],
  ['compose.override.yaml', { version: missingVersion }],
]);
const texts = new Map(['compose.yaml', 'compose.override.yaml', 'other.yaml'].map((name) => [name, '']));

describe('where saving puts the files', () => {
  it.each([
    [['compose.yaml'], 'compose.yaml will be saved in place.'],
    [['compose.override.yaml'], 'compose.override.yaml will be created in the same folder.'],
    [['other.yaml'], 'other.yaml cannot be saved in place: it is downloaded.'],
    [['gone.yaml'], 'gone.yaml is no longer part of it, and stays on disk.'],
    [[], 'Nothing is changed any more: there is nothing to save.'],
  ])('%j', (files, words) => {
    expect(destinationText(files, texts, homes)).toBe(words);
  });

  it('tells each of several', () => {
    expect(destinationText(['other.yaml', 'compose.yaml'], texts, homes)).toBe(
      'compose.yaml will be saved in place. other.yaml cannot be saved in place: it is downloaded.',
    );
  });
});
