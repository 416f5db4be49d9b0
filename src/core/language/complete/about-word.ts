// What the word at a place of a file means.

import { choicesAt } from './choices-at.ts';
import { cursorContext } from './cursor-context.ts';
import type { ProjectNames } from './project-names.ts';

/** A word's position in its line (columns from 0), and its meaning. */
export interface WordMeaning {
  readonly from: number;
  readonly to: number;
  readonly word: string;
  readonly about: string;
}

const inWord = /[^\s,[\]{}"'#]/;

/** Returns the meaning of the word at a column; null when it has none. */
export function aboutWord(
  lineAt: (line: number) => string,
  line: number,
  column: number,
  names: ProjectNames,
): WordMeaning | null {
  const text = lineAt(line);
  let from = column;
  let to = column;
  while (from > 0 && inWord.test(text[from - 1] ?? ' ')) from--;
  while (to < text.length && inWord.test(text[to] ?? ' ')) to++;
  while (to > from && text[to - 1] === ':') to--;
  const word = text.slice(from, to);
  const context = word === '' ? null : cursorContext(lineAt, line, to);
  if (context === null) return null;
  const [top] = context.path;
  const declared =
    context.path.length !== 1 || context.place !== 'key'
      ? []
      : top === 'services'
        ? names.services
        : top === 'networks'
          ? names.networks
          : [];
  const about =
    declared.find(({ name }) => name === word)?.about ??
    choicesAt(context, names).find(({ label }) => label === word || label === `service:${word}`)?.about;
  return about === undefined ? null : { from, to, word, about };
}
