// The directives of Apache's configuration with their sections, and what they include.

import type { ContainerFiles } from '../files/container-files.ts';
import { isGlob } from '../files/glob.ts';
import { matchingFiles } from '../files/matching-files.ts';
import type { SourcePlace } from '../model.ts';
import type { ConfigText } from '../places.ts';

export interface ApacheDirective {
  /** In lower case; of a section without its brackets. */
  readonly name: string;
  readonly args: readonly string[];
  /** Null for a plain line. */
  readonly block: readonly ApacheDirective[] | null;
  readonly place: SourcePlace;
}

export type ApacheReading =
  | { readonly ok: true; readonly directives: readonly ApacheDirective[] }
  | { readonly ok: false; readonly because: string };

const mostLines = 20_000;
const deepest = 20;
const deepestSection = 100;

interface Reading {
  readonly files: ContainerFiles;
  left: number;
  problem: string | null;
  root: string;
}

/** Reads a file and what it includes; paths that are relative begin at `root`. */
export function readApache(text: ConfigText, files: ContainerFiles, root: string): ApacheReading {
  const reading: Reading = { files, left: mostLines, problem: null, root };
  const directives = readInto(reading, text, 0);
  return reading.problem === null ? { ok: true, directives } : { ok: false, because: reading.problem };
}

function readInto(reading: Reading, { file, text }: ConfigText, depth: number): readonly ApacheDirective[] {
  const top: ApacheDirective[] = [];
  const open: {
    readonly name: string;
    readonly args: readonly string[];
    readonly place: SourcePlace;
    readonly block: ApacheDirective[];
  }[] = [];
  const add = (one: ApacheDirective): void => {
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
      reading.problem = `${file}:${place.line}: the configuration is longer than what is read.`;
    const closing = /^<\/(\w+)>$/.exec(line);
    if (closing) {
      const section = open.pop();
      if (section === undefined || section.name !== closing[1]?.toLowerCase()) {
        reading.problem = `${file}:${place.line} cannot be read.`;
        break;
      }
      add({ ...section });
      continue;
    }
    const opening = line.endsWith('>') ? /^<(\w+)/.exec(line) : null;
    if (opening) {
      if (open.length >= deepestSection)
        reading.problem = `${file}:${place.line} is nested deeper than what is read.`;
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
  if (open.length > 0) reading.problem ??= `${file}:${open[0]?.place.line} is never closed.`;
  return top;
}

function included(
  reading: Reading,
  name: string,
  target: string,
  { file, line }: SourcePlace,
  depth: number,
): readonly ApacheDirective[] {
  if (depth > deepest) {
    reading.problem = `${file}:${line}: includes lead further than what is followed.`;
    return [];
  }
  const path = target.startsWith('/') ? target : `${reading.root}/${target}`;
  const paths = matchingFiles(reading.files, path);
  if (typeof paths === 'string') {
    reading.problem = `${file}:${line}: ${paths}`;
    return [];
  }
  // What the image has there is not known; a file that is named must be somewhere.
  if (paths.length === 0 && name === 'include' && !isGlob(path)) {
    reading.problem = `${file}:${line}: ${target} is a file of the image, which is not read.`;
    return [];
  }
  return paths.flatMap((path) => {
    const found = reading.files.at(path);
    if (found.kind === 'text') return readInto(reading, found, depth + 1);
    const why = found.kind === 'unread' ? found.why : `${path} leads to no file that is read here.`;
    reading.problem ??= `${file}:${line}: ${why}`;
    return [];
  });
}

/** Words of a line; quotes keep blanks. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(["\\])/g, '$1') ?? single ?? plain ?? '',
  );
}
