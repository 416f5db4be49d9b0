// Apache's directives and sections, with includes expanded.

import type { ContainerFiles } from '../files/container-files.ts';
import type { Directive } from '../files/directive.ts';
import { isGlob } from '../files/glob.ts';
import { matchingFiles } from '../files/matching-files.ts';
import { type ConfigText, placeText, type SourcePlace } from '../places.ts';

export type ApacheReading =
  | { readonly ok: true; readonly directives: readonly Directive[] }
  | { readonly ok: false; readonly because: string };

const maxLines = 20_000;
const maxDepth = 20;
const maxSectionDepth = 100;

interface Reading {
  readonly files: ContainerFiles;
  left: number;
  problem: string | null;
  root: string;
}

/** Reads a file and the files that it includes; relative paths start at `root`. */
export function readApache(text: ConfigText, files: ContainerFiles, root: string): ApacheReading {
  const reading: Reading = { files, left: maxLines, problem: null, root };
  const directives = readInto(reading, text, 0);
  return reading.problem === null ? { ok: true, directives } : { ok: false, because: reading.problem };
}

function readInto(reading: Reading, { file, text }: ConfigText, depth: number): readonly Directive[] {
  const top: Directive[] = [];
  const open: {
    readonly name: string;
    readonly args: readonly string[];
    readonly place: SourcePlace;
    readonly block: Directive[];
  }[] = [];
  const add = (one: Directive): void => {
    (open.at(-1)?.block ?? top).push(one);
  };
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length && reading.problem === null; index++) {
    const place = { file, line: index + 1 };
    let line = lines[index] ?? '';
    while (line.endsWith('\\') && index + 1 < lines.length) line = line.slice(0, -1) + (lines[++index] ?? '');
    line = line.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (--reading.left < 0)
      reading.problem = `${placeText(place)}: the configuration exceeds the size limit.`;
    const closing = /^<\/(\w+)>$/.exec(line);
    if (closing) {
      const section = open.pop();
      if (section === undefined || section.name !== closing[1]?.toLowerCase()) {
        reading.problem = `${placeText(place)} cannot be read.`;
        break;
      }
      add({ ...section });
      continue;
    }
    const opening = line.endsWith('>') ? /^<(\w+)/.exec(line) : null;
    if (opening) {
      if (open.length >= maxSectionDepth) reading.problem = `${placeText(place)} exceeds the nesting limit.`;
      open.push({
        name: (opening[1] ?? '').toLowerCase(),
        args: wordsOf(line.slice(opening[0].length, -1)),
        place,
        block: [],
      });
      continue;
    }
    const [first = '', ...args] = wordsOf(line);
    const name = first.toLowerCase();
    if (name === 'serverroot' && args[0]) [reading.root] = args;
    if (name === 'include' || name === 'includeoptional')
      for (const one of included(reading, name, args[0] ?? '', place, depth)) add(one);
    else add({ name, args, block: null, place });
  }
  const [unclosed] = open;
  if (unclosed) reading.problem ??= `${placeText(unclosed.place)} is never closed.`;
  return top;
}

function included(
  reading: Reading,
  name: string,
  target: string,
  place: SourcePlace,
  depth: number,
): readonly Directive[] {
  if (depth > maxDepth) {
    reading.problem = `${placeText(place)}: includes exceed the nesting limit.`;
    return [];
  }
  const path = target.startsWith('/') ? target : `${reading.root}/${target}`;
  const texts = matchingFiles(reading.files, path);
  if (typeof texts === 'string') {
    reading.problem = `${placeText(place)}: ${texts}`;
    return [];
  }
  // Files of the image are unknown; a file named without a pattern must exist.
  if (texts.length === 0 && name === 'include' && !isGlob(path)) {
    reading.problem = `${placeText(place)}: ${target} is a file of the image, which is not read.`;
    return [];
  }
  return texts.flatMap((text) => readInto(reading, text, depth + 1));
}

/** Splits a line into words; quotes keep blanks. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(["\\])/g, '$1') ?? single ?? plain ?? '',
  );
}
