// The sections of HAProxy's configuration, with their lines as words.

import { giveUp } from '../limits.ts';
import type { ConfigText, SourcePlace } from '../places.ts';

export interface HaproxyLine {
  readonly words: readonly string[];
  readonly place: SourcePlace;
}

export interface HaproxySection {
  /** The section keyword: `frontend`, `backend`, `listen`, `defaults`, `global`, `userlist` … */
  readonly kind: string;
  readonly name: string;
  readonly lines: readonly HaproxyLine[];
  readonly place: SourcePlace;
}

const sectionNames = new Set(
  'global defaults frontend backend listen userlist peers resolvers program mailers cache http-errors ring log-forward fcgi-app crt-store traces'.split(
    ' ',
  ),
);

const maxLines = 20_000;

export function readHaproxy({ file, text }: ConfigText): readonly HaproxySection[] {
  const sections: HaproxySection[] = [];
  let lines: HaproxyLine[] = [];
  const all = text.split(/\r?\n/);
  if (all.length > maxLines) giveUp(`${file}:${maxLines}: the configuration exceeds the size limit.`);
  all.forEach((line, index) => {
    const words = wordsOf(line);
    const [first = '', name = ''] = words;
    if (first === '') return;
    const place = { file, line: index + 1 };
    if (/^\S/.test(line) && sectionNames.has(first)) {
      lines = [];
      sections.push({ kind: first, name, lines, place });
    } else lines.push({ words, place });
  });
  return sections;
}

/** Splits a line into words; quotes keep blanks, a backslash keeps the next letter, and `#` starts a comment. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (quote !== null) {
      if (letter === quote) quote = null;
      else if (letter === '\\' && quote === '"') word = (word ?? '') + (line[++at] ?? '');
      else word = (word ?? '') + letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (letter === '\\') word = (word ?? '') + (line[++at] ?? '');
    else if (letter === '#') break;
    else if (/\s/.test(letter)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + letter;
  }
  if (word !== null) words.push(word);
  return words;
}
