import { expect, it } from 'vitest';
import { pastTense } from './past-tense.ts';

it('reports what a title offered', () => {
  expect(
    [
      'Give db a network of its own',
      'Remove privileged',
      'Stop publishing the port',
      'Apply all safe fixes',
      'Split into front, back',
      'Detach web from front',
      'Name the network',
    ].map(pastTense),
  ).toEqual([
    'Gave db a network of its own',
    'Removed privileged',
    'Stopped publishing the port',
    'Applied all safe fixes',
    'Split into front, back',
    'Detached web from front',
    'Named the network',
  ]);
});
