import { notThere } from '../../state/files/file-home.ts';

interface Place {
  readonly version: string;
}

/** What saving does with each changed file: written where it lives, made there, downloaded, or left alone where it was taken out. */
export function whereWords(
  files: readonly string[],
  texts: ReadonlyMap<string, string>,
  homes: ReadonlyMap<string, Place>,
): string {
  if (files.length === 0) return 'Nothing is changed any more: there is nothing to save.';
  const present = files.filter((file) => texts.has(file));
  const placed = present.filter((file) => homes.has(file));
  const made = placed.filter((file) => homes.get(file)?.version === notThere);
  return [
    { names: placed.filter((file) => !made.includes(file)), words: 'will be written where it lives.' },
    { names: made, words: 'will be made in the same folder.' },
    {
      names: present.filter((file) => !homes.has(file)),
      words: 'has no place that this page may write: it is downloaded.',
    },
    {
      names: files.filter((file) => !texts.has(file)),
      words: 'is no part of it any more, and stays on disk.',
    },
  ]
    .flatMap(({ names, words }) => names.map((name) => `${name} ${words}`))
    .join(' ');
}
