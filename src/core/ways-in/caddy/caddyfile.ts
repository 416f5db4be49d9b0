// The blocks of a Caddyfile with imports expanded: global options, snippets, and sites with their directives.

import type { ContainerFiles } from '../files/container-files.ts';
import { besideFile } from '../files/container-path.ts';
import type { Directive as AnyDirective } from '../files/directive.ts';
import { isGlob } from '../files/glob.ts';
import { type MatchingFile, matchingFiles } from '../files/matching-files.ts';
import { giveUp, maxTextLength } from '../limits.ts';
import { type ConfigText, placeText, type SourcePlace } from '../places.ts';
import type { Variables } from '../ways-context.ts';
import { caddyTokens, type Unset, type Word } from './caddyfile-lexer.ts';

export type Directive = AnyDirective<Word>;

export interface Site {
  readonly keys: readonly string[];
  readonly directives: readonly Directive[];
  readonly place: SourcePlace;
}

export interface Caddyfile {
  readonly options: readonly Directive[];
  readonly sites: readonly Site[];
  readonly named: ReadonlyMap<string, readonly Directive[]>;
  /** The unset variables with their places. */
  readonly unset: readonly Unset[];
}

/** A parsed Caddyfile, or a sentence when Caddy refuses the file and exits. An unknown configuration ends the reading. */
export type CaddyfileReading =
  | { readonly kind: 'read'; readonly file: Caddyfile }
  | { readonly kind: 'refused'; readonly because: string };

/** Ends the reading with a refusal that is caught in this file. */
function refuse(because: string): never {
  throw Object.assign(new Error(because), { refused: true });
}

interface Context {
  readonly files: ContainerFiles;
  readonly variables: Variables;
  readonly snippets: Map<string, readonly Directive[]>;
  readonly named: Map<string, readonly Directive[]>;
  readonly sites: Site[];
  readonly unset: Unset[];
  /** True when the image has only known files. */
  readonly stock: boolean;
  options: readonly Directive[];
  budget: number;
  /** The number of characters that snippet arguments may still add. */
  text: number;
}

/** The files and snippets that led to a line, the last one at the end. */
type Trail = readonly string[];

const maxDirectives = 60_000;
const maxDepth = 20;
const maxBlockDepth = 100;

/** Reads the file at a path in the container and the files that it imports. */
export function readCaddyfile(
  text: ConfigText,
  path: string,
  files: ContainerFiles,
  variables: Variables,
  stock: boolean,
): CaddyfileReading {
  const context: Context = {
    files,
    variables,
    snippets: new Map(),
    named: new Map(),
    sites: [],
    unset: [],
    stock,
    options: [],
    budget: maxDirectives,
    text: maxTextLength,
  };
  try {
    readTop(context, wordsOf(context, text), [path]);
  } catch (error) {
    if (!(error instanceof Error) || !('refused' in error)) throw error;
    return { kind: 'refused', because: error.message };
  }
  const { options, sites, named, unset } = context;
  return { kind: 'read', file: { options, sites, named, unset } };
}

function wordsOf(context: Context, text: ConfigText): readonly Word[] {
  const lexed = caddyTokens(text, context.variables);
  if (!lexed.ok) giveUp(lexed.because);
  for (const unset of lexed.unset) context.unset.push(unset);
  return lexed.words;
}

function readTop(context: Context, words: readonly Word[], trail: Trail): void {
  let at = 0;
  let first = trail.length === 1;
  while (at < words.length) {
    const start = words[at];
    if (!start) break;
    if (start.text === 'import' && !start.quoted) {
      const end = lineEnd(words, at);
      importTop(context, words.slice(at + 1, end), trail);
      at = end;
      continue;
    }
    const keys: Word[] = [];
    while (at < words.length && words[at]?.text !== '{') {
      const word = words[at];
      if (word) keys.push(word);
      at++;
      // Without a brace, the only site extends to the end of the file.
      if (word?.ends && !word.text.endsWith(',') && words[at]?.text !== '{') break;
    }
    const braced = words[at]?.text === '{';
    const body = braced ? readBlock(context, words, at + 1, 0) : readLines(context, words, at);
    at = body.end;
    const [only] = keys;
    if (keys.length === 0) {
      if (!first || !braced) refuse(`${placeOfWord(start)}: a block has no address.`);
      context.options = expand(context, body.directives, trail);
    } else if (only && /^&?\(.+\)$/.test(only.text) && keys.length === 1) {
      const name = only.text.replace(/^&?\(|\)$/g, '');
      if (only.text.startsWith('&')) context.named.set(name, expand(context, body.directives, trail));
      else context.snippets.set(name, body.directives);
      first = false;
      continue;
    } else {
      const texts = keys.flatMap(({ text }) => text.split(',')).filter((text) => text !== '');
      context.sites.push({
        keys: texts,
        directives: expand(context, body.directives, trail),
        place: start.place,
      });
    }
    first = false;
  }
}

function placeOfWord({ place }: Word): string {
  return placeText(place);
}

function lineEnd(words: readonly Word[], from: number): number {
  let at = from;
  while (at < words.length && !words[at]?.ends) at++;
  return at + 1;
}

interface Body {
  readonly directives: readonly Directive[];
  readonly end: number;
}

/** Reads directives up to the closing brace. */
function readBlock(context: Context, words: readonly Word[], from: number, depth: number): Body {
  const directives: Directive[] = [];
  let at = from;
  while (at < words.length) {
    const word = words[at];
    if (!word) break;
    if (word.text === '}' && !word.quoted) return { directives, end: at + 1 };
    if (depth > maxBlockDepth) giveUp(`${placeOfWord(word)}: blocks exceed the nesting limit.`);
    const read = readDirective(context, words, at, depth);
    directives.push(read.directive);
    at = read.end;
  }
  refuse(`${words[from] ? placeOfWord(words[from]) : 'A block'}: a brace is never closed.`);
}

function readLines(context: Context, words: readonly Word[], from: number): Body {
  const directives: Directive[] = [];
  let at = from;
  while (at < words.length) {
    const read = readDirective(context, words, at, 0);
    directives.push(read.directive);
    at = read.end;
  }
  return { directives, end: at };
}

function readDirective(
  context: Context,
  words: readonly Word[],
  from: number,
  depth: number,
): { readonly directive: Directive; readonly end: number } {
  const head = words[from];
  const end = lineEnd(words, from);
  const line = words.slice(from + 1, end);
  const last = line.at(-1);
  const name = head?.text ?? '';
  const place = head?.place ?? { file: '', line: 1 };
  count(context, place);
  if (last?.text === '{' && !last.quoted) {
    const body = readBlock(context, words, end, depth + 1);
    return { directive: { name, args: line.slice(0, -1), block: body.directives, place }, end: body.end };
  }
  return { directive: { name, args: line, block: null, place }, end };
}

function count(context: Context, place: SourcePlace): void {
  if (--context.budget < 0) giveUp(`${placeText(place)}: the configuration exceeds the size limit.`);
}

/** Returns the trail with one more name; Caddy refuses an import that leads to itself. */
function extendTrail(trail: Trail, name: string, place: SourcePlace): Trail {
  if (trail.includes(name)) refuse(`${placeText(place)}: an import leads to itself.`);
  if (trail.length > maxDepth) giveUp(`${placeText(place)}: imports exceed the nesting limit.`);
  return [...trail, name];
}

/** Expands `import` directives: snippets with their arguments, or files. */
function expand(context: Context, directives: readonly Directive[], trail: Trail): readonly Directive[] {
  return directives.flatMap((directive): readonly Directive[] => {
    const { name, block, place } = directive;
    count(context, place);
    if (name !== 'import')
      return [block ? { ...directive, block: expand(context, block, trail) } : directive];
    const [target, ...args] = directive.args;
    if (!target) return [];
    const snippet = context.snippets.get(target.text);
    if (snippet) {
      const expandPlaceholders = snippet.map((one) => withArguments(context, one, args, block ?? []));
      return expand(context, expandPlaceholders, extendTrail(trail, `(${target.text})`, place));
    }
    return importedFiles(context, target, trail).flatMap((text) =>
      expand(
        context,
        readLines(context, wordsOf(context, text), 0).directives,
        extendTrail(trail, text.path, place),
      ),
    );
  });
}

function withArguments(
  context: Context,
  directive: Directive,
  args: readonly Word[],
  block: readonly Directive[],
): Directive {
  const { place } = directive;
  count(context, place);
  const put = (whole: string, index: string): string => {
    const text = args[Number(index)]?.text ?? whole;
    context.text -= text.length;
    if (context.text < 0) giveUp(`${placeText(place)}: arguments of snippets exceed the size limit.`);
    return text;
  };
  const fill = (text: string): string =>
    text.replace(/\{args\[(\d+)\]\}/g, put).replace(/\{args\.(\d+)\}/g, put);
  const words = (list: readonly Word[]): readonly Word[] =>
    list.flatMap((word) => {
      const range = /^\{args\[(\d*):(\d*)\]\}$/.exec(word.text);
      if (range) return args.slice(Number(range[1] || 0), range[2] === '' ? undefined : Number(range[2]));
      return [{ ...word, text: fill(word.text) }];
    });
  const inner = directive.block?.flatMap((directive): readonly Directive[] =>
    directive.name === '{block}' ? block : [withArguments(context, directive, args, block)],
  );
  return { ...directive, name: fill(directive.name), args: words(directive.args), block: inner ?? null };
}

function importTop(context: Context, args: readonly Word[], trail: Trail): void {
  const [target] = args;
  if (!target) return;
  for (const text of importedFiles(context, target, trail))
    readTop(context, wordsOf(context, text), extendTrail(trail, text.path, target.place));
}

/** Returns the files matched by a path or pattern relative to the importing file. */
function importedFiles({ files, stock }: Context, target: Word, trail: Trail): readonly MatchingFile[] {
  const { text: pattern } = target;
  const importPlace = placeOfWord(target);
  if (pattern.includes('{')) giveUp(`${importPlace}: an import names a file by a placeholder.`);
  const whole = besideFile(trail.findLast((name) => name.startsWith('/')) ?? '/', pattern);
  const texts = matchingFiles(files, whole);
  if (typeof texts === 'string') giveUp(`${importPlace}: ${texts}`);
  if (texts.length === 0 && !isGlob(whole)) {
    if (files.at(whole).kind === 'image' && !stock)
      giveUp(`${importPlace}: whether the image has ${whole} is unknown.`);
    refuse(`${importPlace}: the file ${pattern}, which is imported, is not there.`);
  }
  return texts;
}
