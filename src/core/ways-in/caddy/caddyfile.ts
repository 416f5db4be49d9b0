// The blocks of a Caddyfile: global options, snippets, sites, each with its directives, imports put in.

import type { ContainerFiles } from '../files/container-files.ts';
import type { SourcePlace } from '../model.ts';
import type { ConfigText } from '../places.ts';
import type { Variables } from '../ways-context.ts';
import { caddyTokens, type Unset, type Word } from './caddyfile-lexer.ts';

/** A directive: the words of its line, and the directives of its block. */
export interface Directive {
  readonly name: string;
  readonly args: readonly Word[];
  readonly block: readonly Directive[] | null;
  readonly place: SourcePlace;
}

export interface Site {
  readonly keys: readonly string[];
  readonly directives: readonly Directive[];
  readonly place: SourcePlace;
}

export interface Caddyfile {
  readonly options: readonly Directive[];
  readonly sites: readonly Site[];
  readonly named: ReadonlyMap<string, readonly Directive[]>;
  /** Variables that have no value, where they stand. */
  readonly unset: readonly Unset[];
}

/** `unknown`: it cannot be known what it says; `refused`: Caddy refuses it, and ends. Both are sentences. */
export type CaddyfileReading =
  | { readonly kind: 'read'; readonly file: Caddyfile }
  | { readonly kind: 'unknown'; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string };

type Stopped = Error & { readonly stops: 'unknown' | 'refused' };

/** Ends the reading; caught in this file. */
function stop(stops: Stopped['stops'], because: string): never {
  throw Object.assign(new Error(because), { stops });
}

interface Context {
  readonly files: ContainerFiles;
  readonly variables: Variables;
  readonly snippets: Map<string, readonly Directive[]>;
  readonly named: Map<string, readonly Directive[]>;
  readonly sites: Site[];
  readonly unset: Unset[];
  options: readonly Directive[];
  budget: number;
}

const mostDirectives = 20_000;
const deepest = 20;

/** Reads the file at `path` in the container, and what it imports. */
export function readCaddyfile(
  text: ConfigText,
  path: string,
  files: ContainerFiles,
  variables: Variables,
): CaddyfileReading {
  const context: Context = {
    files,
    variables,
    snippets: new Map(),
    named: new Map(),
    sites: [],
    unset: [],
    options: [],
    budget: mostDirectives,
  };
  try {
    readTop(context, wordsOf(context, text), path, 0);
  } catch (error) {
    if (!(error instanceof Error) || !('stops' in error)) throw error;
    return { kind: (error as Stopped).stops, because: error.message };
  }
  const { options, sites, named, unset } = context;
  return { kind: 'read', file: { options, sites, named, unset } };
}

function wordsOf(context: Context, text: ConfigText): readonly Word[] {
  const lexed = caddyTokens(text, context.variables);
  if (!lexed.ok) stop('unknown', lexed.because);
  context.unset.push(...lexed.unset);
  return lexed.words;
}

function readTop(context: Context, words: readonly Word[], path: string, depth: number): void {
  if (depth > deepest) stop('refused', 'An import leads to itself.');
  let at = 0;
  let first = depth === 0;
  while (at < words.length) {
    const start = words[at];
    if (!start) break;
    if (start.text === 'import' && !start.quoted) {
      const end = lineEnd(words, at);
      importTop(context, words.slice(at + 1, end), path, depth);
      at = end;
      continue;
    }
    const keys: Word[] = [];
    while (at < words.length && words[at]?.text !== '{') {
      const word = words[at];
      if (word) keys.push(word);
      at++;
      // Without a brace the one site of the file goes on to its end.
      if (word?.ends && !word.text.endsWith(',') && words[at]?.text !== '{') break;
    }
    const braced = words[at]?.text === '{';
    const body = braced ? readBlock(context, words, at + 1) : readLines(context, words, at);
    at = body.end;
    const [only] = keys;
    if (keys.length === 0) {
      if (!first || !braced) stop('refused', `${where(start)}: a block has no address.`);
      context.options = expand(context, body.directives, path, 0);
    } else if (only && /^&?\(.+\)$/.test(only.text) && keys.length === 1) {
      const name = only.text.replace(/^&?\(|\)$/g, '');
      if (only.text.startsWith('&')) context.named.set(name, expand(context, body.directives, path, 0));
      else context.snippets.set(name, body.directives);
      first = false;
      continue;
    } else {
      const texts = keys.flatMap(({ text }) => text.split(',')).filter((text) => text !== '');
      context.sites.push({
        keys: texts,
        directives: expand(context, body.directives, path, 0),
        place: start.place,
      });
    }
    first = false;
  }
}

function where({ place: { file, line } }: Word): string {
  return `${file}:${line}`;
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

/** Directives up to the closing brace. */
function readBlock(context: Context, words: readonly Word[], from: number): Body {
  const directives: Directive[] = [];
  let at = from;
  while (at < words.length) {
    const word = words[at];
    if (!word) break;
    if (word.text === '}' && !word.quoted) return { directives, end: at + 1 };
    const read = readDirective(context, words, at);
    directives.push(read.directive);
    at = read.end;
  }
  stop('refused', `${words[from] ? where(words[from]) : 'A block'}: a brace is never closed.`);
}

function readLines(context: Context, words: readonly Word[], from: number): Body {
  const directives: Directive[] = [];
  let at = from;
  while (at < words.length) {
    const read = readDirective(context, words, at);
    directives.push(read.directive);
    at = read.end;
  }
  return { directives, end: at };
}

function readDirective(
  context: Context,
  words: readonly Word[],
  from: number,
): { readonly directive: Directive; readonly end: number } {
  if (--context.budget < 0) stop('unknown', 'The configuration is longer than what is read.');
  const head = words[from];
  const end = lineEnd(words, from);
  const line = words.slice(from + 1, end);
  const last = line.at(-1);
  const name = head?.text ?? '';
  const place = head?.place ?? { file: '', line: 1 };
  if (last?.text === '{' && !last.quoted) {
    const body = readBlock(context, words, end);
    return { directive: { name, args: line.slice(0, -1), block: body.directives, place }, end: body.end };
  }
  return { directive: { name, args: line, block: null, place }, end };
}

/** Puts in what `import` names: a snippet with its arguments, or files. */
function expand(
  context: Context,
  directives: readonly Directive[],
  path: string,
  depth: number,
): readonly Directive[] {
  if (depth > deepest) stop('refused', 'An import leads to itself.');
  return directives.flatMap((directive): readonly Directive[] => {
    if (--context.budget < 0) stop('unknown', 'The configuration is longer than what is read.');
    if (directive.name !== 'import') {
      const { block } = directive;
      return [block ? { ...directive, block: expand(context, block, path, depth) } : directive];
    }
    const [target, ...args] = directive.args;
    if (!target) return [];
    const snippet = context.snippets.get(target.text);
    if (snippet) {
      const filled = snippet.map((one) => withArguments(one, args, directive.block ?? []));
      return expand(context, filled, path, depth + 1);
    }
    return importedFiles(context, target.text, path).flatMap(({ text, at }) =>
      expand(context, readLines(context, wordsOf(context, text), 0).directives, at, depth + 1),
    );
  });
}

function withArguments(directive: Directive, args: readonly Word[], block: readonly Directive[]): Directive {
  const fill = (text: string): string =>
    text
      .replace(/\{args\[(\d+)\]\}/g, (whole, index: string) => args[Number(index)]?.text ?? whole)
      .replace(/\{args\.(\d+)\}/g, (whole, index: string) => args[Number(index)]?.text ?? whole);
  const words = (list: readonly Word[]): readonly Word[] =>
    list.flatMap((word) => {
      const range = /^\{args\[(\d*):(\d*)\]\}$/.exec(word.text);
      if (range) return args.slice(Number(range[1] || 0), range[2] === '' ? undefined : Number(range[2]));
      return [{ ...word, text: fill(word.text) }];
    });
  const inner = directive.block?.flatMap((directive): readonly Directive[] =>
    directive.name === '{block}' ? block : [withArguments(directive, args, block)],
  );
  return { ...directive, name: fill(directive.name), args: words(directive.args), block: inner ?? null };
}

function importTop(context: Context, args: readonly Word[], path: string, depth: number): void {
  const [target] = args;
  if (!target) return;
  for (const { text, at } of importedFiles(context, target.text, path))
    readTop(context, wordsOf(context, text), at, depth + 1);
}

/** Files by a path or a pattern, relative to the file that names them. */
function importedFiles(
  context: Context,
  pattern: string,
  from: string,
): readonly { readonly text: ConfigText; readonly at: string }[] {
  if (pattern.includes('{')) stop('unknown', 'An import names a file by a placeholder.');
  const folder = from.slice(0, from.lastIndexOf('/'));
  const whole = pattern.startsWith('/') ? pattern : `${folder}/${pattern.replace(/^\.\//, '')}`;
  const paths = matchingFiles(context.files, whole);
  if (typeof paths === 'string') stop('unknown', paths);
  if (paths.length === 0 && !/[*?[]/.test(whole))
    stop('refused', `The file ${pattern}, which is imported, is not there.`);
  return paths.map((at) => {
    const found = context.files.at(at);
    if (found.kind !== 'text') stop('unknown', found.kind === 'unread' ? found.why : `${at} is not read.`);
    return { text: found, at };
  });
}

/** Files of a container by a pattern with `*`, `?` and `[…]` in its last parts, sorted; a sentence where they are not known. */
export function matchingFiles(files: ContainerFiles, pattern: string): readonly string[] | string {
  if (!/[*?[]/.test(pattern)) {
    const found = files.at(pattern);
    if (found.kind === 'unread') return found.why;
    return found.kind === 'text' ? [pattern] : [];
  }
  const fixed = pattern.slice(0, pattern.search(/[*?[]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/'));
  const listed = files.below(folder === '' ? '/' : folder, true);
  if (listed.kind === 'unread') return listed.why;
  if (listed.kind === 'image') return [];
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
    .replace(/\[!/g, '[^');
  let matcher: RegExp;
  try {
    matcher = new RegExp(`^${source}$`);
  } catch {
    return `The pattern ${pattern} cannot be read.`;
  }
  return listed.paths.filter((path) => matcher.test(path) && !/\/\.[^/]*$/.test(path));
}
