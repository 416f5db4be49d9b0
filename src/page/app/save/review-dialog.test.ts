import { describe, expect, it } from 'vitest';
import { notThere } from '../../state/files/file-home.ts';
import { destinationText } from './review-dialog.tsx';

const homes = new Map([
  ['compose.yaml', { version: '1' }],
  ['compose.override.yaml', { version: notThere }],
]);
const texts = new Map(['compose.yaml', 'compose.override.yaml', 'other.yaml'].map((name) => [name, '']));

describe('where saving puts the files', () => {
  it.each([
    [['compose.yaml'], 'compose.yaml will be written where it lives.'],
    [['compose.override.yaml'], 'compose.override.yaml will be made in the same folder.'],
    [['other.yaml'], 'other.yaml has no place that this page may write: it is downloaded.'],
    [['gone.yaml'], 'gone.yaml is no part of it any more, and stays on disk.'],
    [[], 'Nothing is changed any more: there is nothing to save.'],
  ])('%j', (files, words) => {
    expect(destinationText(files, texts, homes)).toBe(words);
  });

  it('tells each of several', () => {
    expect(destinationText(['other.yaml', 'compose.yaml'], texts, homes)).toBe(
      'compose.yaml will be written where it lives. other.yaml has no place that this page may write: it is downloaded.',
    );
  });
});
