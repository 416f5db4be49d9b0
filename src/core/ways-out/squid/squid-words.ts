// The lines of squid's configuration as words, with the files that it includes.

import type { ContainerFiles } from '../../ways-in/files/container-files.ts';
import { inContainer } from '../../ways-in/files/container-path.ts';
import { matchingFiles, textAt } from '../../ways-in/files/matching-files.ts';
import { giveUp } from '../../ways-in/limits.ts';
import type { ConfigText, SourcePlace } from '../../ways-in/places.ts';

/** One directive. */
export interface SquidLine {
  readonly words: readonly string[];
  readonly place: SourcePlace;
}

/** A value of a list, with the line that holds it. */
export interface SquidValue {
  readonly text: string;
  readonly place: SourcePlace;
}

const maxLines = 200_000;
const maxIncludes = 16;

/** Returns the directives of a file and of those that it includes; a sentence where one of them is unknown. */
export function readSquid(files: ContainerFiles, file: ConfigText, depth = 0): readonly SquidLine[] | string {
  const lines: SquidLine[] = [];
  for (const line of linesOf(file)) {
    const [name, ...args] = line.words;
    if (name !== 'include') {
      lines.push(line);
      continue;
    }
    if (depth >= maxIncludes)
      return `${file.file}:${line.place.line}: the files include each other in a circle.`;
    for (const path of args) {
      const found = matchingFiles(files, inContainer(path));
      if (typeof found === 'string') return `${file.file}:${line.place.line} includes ${path}: ${found}`;
      if (found.length === 0 && files.at(path).kind === 'image')
        return `${file.file}:${line.place.line} includes ${path}, which is in the image and not read.`;
      for (const one of found) {
        const read = readSquid(files, one, depth + 1);
        if (typeof read === 'string') return read;
        lines.push(...read);
      }
    }
  }
  return lines;
}

/** Returns the values of a directive: words, and in place of each file in quotes the lines of that file. */
export function valuesOf(
  files: ContainerFiles,
  words: readonly string[],
  place: SourcePlace,
): readonly SquidValue[] | string {
  const values: SquidValue[] = [];
  for (const word of words) {
    const [, quoted, called] = /^"([^"]+)"$|^parameters\("([^"]+)"\)$/.exec(word) ?? [];
    const path = quoted ?? called;
    if (path === undefined) {
      values.push({ text: word, place });
      continue;
    }
    if (!path.startsWith('/')) return `${place.file}:${place.line}: ${path} is not an absolute path.`;
    const text =
      files.at(path).kind === 'image' ? `${path} is in the image and not read.` : textAt(files, path);
    if (typeof text === 'string') return `${place.file}:${place.line}: ${text}`;
    for (const line of linesOf(text))
      for (const one of line.words) values.push({ text: one, place: line.place });
  }
  return values;
}

function* linesOf({ file, text }: ConfigText): Generator<SquidLine> {
  const all = text.split(/\r?\n/);
  if (all.length > maxLines) giveUp(`${file}:${maxLines}: the configuration exceeds the size limit.`);
  for (let index = 0; index < all.length; index++) {
    const place = { file, line: index + 1 };
    let line = all[index] ?? '';
    while (line.endsWith('\\') && index + 1 < all.length) line = `${line.slice(0, -1)} ${all[++index]}`;
    const words = wordsOf(line);
    if (words.length > 0) yield { words, place };
  }
}

/** Splits a line at blanks outside of quotes; a word that begins with `#` starts a comment. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/parameters\("[^"]*"\)|"[^"]*"|\S+/g)) {
    if (word.startsWith('#')) break;
    words.push(word);
  }
  return words;
}
