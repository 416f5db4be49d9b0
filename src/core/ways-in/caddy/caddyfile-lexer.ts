// The words of a Caddyfile with their lines. Environment variables are expanded before anything else is read.

import { giveUp, maxTextLength } from '../limits.ts';
import { type ConfigText, lineAt, placeText, type SourcePlace } from '../places.ts';
import type { Variables } from '../ways-context.ts';

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly place: SourcePlace;
  /** True for the last word of a line. */
  readonly ends: boolean;
}

/** An unset variable and its place. */
export interface Unset extends SourcePlace {
  readonly name: string;
}

const maxArguments = 100_000;

/** The words of a text, or a sentence that explains why it cannot be read. */
export type Lexed =
  | { readonly ok: true; readonly words: readonly Word[]; readonly unset: readonly Unset[] }
  | { readonly ok: false; readonly because: string };

/** Returns the words of a file with `{$NAME}` and `{$NAME:default}` replaced. */
export function caddyTokens({ file, text }: ConfigText, variables: Variables): Lexed {
  const { source, unset, missing } = withVariables({ file, text }, variables);
  if (missing !== null)
    return { ok: false, because: `${missing} has no value in these files, and ${file} uses it.` };
  const words: Word[] = [];
  const word = /\S+/y;
  let line = 1;
  let at = 0;
  const push = (declaredAt: string, quoted: boolean, on: number): void => {
    words.push({ text: declaredAt, quoted, place: { file, line: on }, ends: false });
  };
  const endLine = (): void => {
    const last = words.at(-1);
    if (last && !last.ends) words[words.length - 1] = { ...last, ends: true };
  };
  while (at < source.length) {
    if (words.length > maxArguments)
      return { ok: false, because: `${file}:${line}: the file exceeds the size limit.` };
    const letter = source[at] ?? '';
    if (letter === '\n') {
      endLine();
      line++;
      at++;
    } else if (letter === '\\' && /^\\\r?\n/.test(source.slice(at, at + 3))) {
      at += source[at + 1] === '\r' ? 3 : 2;
      line++;
    } else if (/\s/.test(letter)) at++;
    else if (letter === '#') {
      while (at < source.length && source[at] !== '\n') at++;
    } else if (letter === '"' || letter === '`') {
      const closed = quotedEnd(source, at, letter);
      const raw = source.slice(at + 1, closed);
      push(letter === '"' ? raw.replace(/\\"/g, '"') : raw, true, line);
      line += raw.split('\n').length - 1;
      at = closed + 1;
    } else {
      word.lastIndex = at;
      const [plain = ''] = word.exec(source) ?? [];
      const heredoc = /^<<([A-Za-z0-9_-]+)$/.exec(plain);
      if (heredoc) {
        const end = new RegExp(`^[ \\t]*${heredoc[1]}(?=\\s|$)`, 'm').exec(source.slice(at + plain.length));
        const to = at + plain.length + (end ? end.index + end[0].length : source.length);
        push('text', true, line);
        line += source.slice(at, to).split('\n').length - 1;
        at = to;
        continue;
      }
      push(
        plain.replace(/\\(?=\S)/g, (slash, offset: number) =>
          offset === 0 && /^\\[{}"`#]/.test(plain) ? '' : slash,
        ),
        false,
        line,
      );
      at += plain.length || 1;
    }
  }
  endLine();
  return { ok: true, words, unset };
}

interface ExpandedText {
  readonly source: string;
  readonly unset: readonly Unset[];
  /** The first variable with an unknown value; null when there is none. */
  readonly missing: string | null;
}

/** Expands the variables of a text in one pass; an opening brace that is never closed is examined only once. */
function withVariables({ file, text }: ConfigText, { values, unknown, unread }: Variables): ExpandedText {
  const parts: string[] = [];
  const unset: Unset[] = [];
  let missing: string | null = null;
  let length = 0;
  let at = 0;
  const name = /[^}{:\n]+/y;
  const closing = nextIn(text, '}');
  const lineEnd = nextIn(text, '\n');
  for (let open = text.indexOf('{$'); open >= 0; open = text.indexOf('{$', Math.max(at, open + 1))) {
    name.lastIndex = open + 2;
    const [called] = name.exec(text) ?? [];
    if (called === undefined) continue;
    const end = open + 2 + called.length;
    const close = closing(end);
    if (text[end] === ':' ? close > lineEnd(end) : close !== end) continue;
    const value = values.get(called);
    if (value === undefined && (unknown.has(called) || unread !== null)) missing ??= called;
    const usual = text[end] === ':' ? text.slice(end + 1, close) : undefined;
    const used = value === undefined || value === '' ? (usual ?? value ?? '') : value;
    if (used === '') unset.push({ name: called, ...lineAt({ file, text }, open) });
    parts.push(text.slice(at, open), used.replace(/\r?\n/g, ' '));
    length += used.length;
    if (length > maxTextLength)
      giveUp(`${placeText(lineAt({ file, text }, open))}: the file exceeds the size limit.`);
    at = close + 1;
  }
  return { source: parts.join('') + text.slice(at), unset, missing };
}

/** Returns a function that finds the next occurrence of a letter, for increasing start positions; the text's length when there is none. */
function nextIn(text: string, letter: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) found = text.indexOf(letter, from);
    if (found < 0) found = text.length;
    return found;
  };
}

function quotedEnd(source: string, from: number, quote: string): number {
  for (let at = from + 1; at < source.length; at++) {
    if (quote === '"' && source[at] === '\\') at++;
    else if (source[at] === quote) return at;
  }
  return source.length;
}
